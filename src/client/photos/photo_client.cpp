#include "client/photos/photo_client.hpp"

#include "rest/photo_request.hpp"

namespace likeness::client {

Outcome<PhotoClient> PhotoClient::open(HttpClientOptions options)
{
    return HttpClient::open(std::move(options)).map([](HttpClient&& http) {
        return PhotoClient(std::move(http));
    });
}

Outcome<PhotoAnswer> PhotoClient::get_user_photo(GetUserPhoto const& request, std::string const& validator)
{
    auto url = http_.endpoint();
    url.query = rest::write_photo_query(request);
    return patiently(patience_, [&]() -> Outcome<PhotoAnswer> {
        auto answer = http_.ask({ .url = url, .if_none_match = validator });
        if (!answer) return tl::unexpected(answer.error());
        return judge_answer(*std::move(answer), http_.asked(!validator.empty()));
    });
}

}
