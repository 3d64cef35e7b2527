#include "client/ews_client.hpp"

#include "client/soap_answer.hpp"
#include "core/limits.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"
#include "xml/limits.hpp"

namespace likeness::client {

namespace {

// Lines of 76 letters with two for their end: the widest that base64 is written in.
static_assert(limits::soap_answer_bytes_max
    > likeness::limits::upload_bytes_max / 3 * 4 / 76 * 78 + xml::limits::token_bytes_max);

// The oldest version that knows the operation, so that the oldest server that has it takes the request.
std::string body_of(GetUserPhoto const& request)
{
    ews::RequestWriter envelope(ews::Schema::exchange2013);
    ews::write_get_user_photo(envelope.body(), request);
    return envelope.finish();
}

std::string body_of(SetUserPhoto const& request)
{
    ews::RequestWriter envelope(ews::Schema::exchange2016);
    ews::write_set_user_photo(envelope.body(), request);
    return envelope.finish();
}

Outcome<void> check(SetUserPhoto const& request)
{
    if (request.content.empty()) return fail(FailureKind::invalid_request, "the picture is empty");
    if (request.content.size() > likeness::limits::upload_bytes_max)
        return fail(FailureKind::invalid_request,
            "the picture has more than " + std::to_string(likeness::limits::upload_bytes_max >> 20) + " MB");
    return {};
}

}

Outcome<EwsClient> EwsClient::open(HttpClientOptions options)
{
    return HttpClient::open(std::move(options)).map([](HttpClient&& http) {
        return EwsClient(std::move(http));
    });
}

Outcome<PhotoAnswer> EwsClient::get_user_photo(GetUserPhoto const& request, std::string const& validator)
{
    auto answer = post(body_of(request), validator);
    if (!answer) return tl::unexpected(answer.error());
    return judge_photo_answer(*answer, http_.asked(!validator.empty()));
}

Outcome<void> EwsClient::set_user_photo(SetUserPhoto const& request)
{
    if (auto const checked = check(request); !checked) return checked;
    auto const answer = post(body_of(request), {});
    if (!answer) return tl::unexpected(answer.error());
    return judge_stored_answer(*answer, http_.asked(false));
}

Outcome<HttpAnswer> EwsClient::post(std::string body, std::string const& validator)
{
    return http_.ask({
        .method = Method::post,
        .url = http_.endpoint(),
        .if_none_match = validator,
        .content_type = "text/xml; charset=utf-8",
        .body = std::move(body),
        .answer_bytes_max = limits::soap_answer_bytes_max,
    });
}

}
