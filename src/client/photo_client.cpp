#include "client/photo_client.hpp"

#include "core/limits.hpp"
#include "rest/photo_request.hpp"

namespace likeness::client {

namespace {

using Clock = std::chrono::steady_clock;

bool is_redirect(HttpAnswer const& answer)
{
    switch (answer.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308: return true;
    default: return false;
    }
}

std::optional<std::string> fault_of(Credentials const& credentials)
{
    if (credentials.user.empty()) return "the user name is empty";
    if (credentials.user.contains(':')) return "a user name with a colon cannot be sent as Basic";
    if (credentials.user.size() > likeness::limits::login_bytes_max) return "the user name is too long";
    if (credentials.password.size() > likeness::limits::password_bytes_max) return "the password is too long";
    if (credentials.user.contains('\0') || credentials.password.contains('\0'))
        return "a user name or password with a NUL in it cannot be sent";
    return std::nullopt;
}

Outcome<void> check(PhotoClientOptions const& options)
{
    if (!options.credentials) return {};
    if (auto fault = fault_of(*options.credentials))
        return fail(FailureKind::invalid_request, *std::move(fault));
    return check_may_carry_credentials(options.endpoint);
}

std::chrono::milliseconds time_left(Clock::time_point deadline)
{
    return std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
}

}

PhotoClient::PhotoClient(PhotoClientOptions options, Transport transport)
    : options_(std::move(options))
    , transport_(std::move(transport))
{
}

Outcome<PhotoClient> PhotoClient::open(PhotoClientOptions options)
{
    if (auto const checked = check(options); !checked) return tl::unexpected(checked.error());
    auto transport = Transport::open(options.transport);
    if (!transport) return tl::unexpected(transport.error());
    return PhotoClient(std::move(options), *std::move(transport));
}

std::string PhotoClient::user() const
{
    return options_.credentials ? options_.credentials->user : std::string();
}

Outcome<PhotoAnswer> PhotoClient::get_user_photo(GetUserPhoto const& request, std::string const& validator)
{
    auto url = options_.endpoint;
    url.query = rest::write_photo_query(request);
    auto answer
        = follow({ .url = std::move(url), .credentials = options_.credentials, .if_none_match = validator });
    if (!answer) return tl::unexpected(answer.error());
    return judge_answer(*std::move(answer),
        { .host = options_.endpoint.host,
            .with_credentials = options_.credentials.has_value(),
            .with_validator = !validator.empty() });
}

// A step stays on the same host and never leaves https (judge_redirect), so the credentials may go along.
Outcome<HttpAnswer> PhotoClient::follow(HttpGet request)
{
    auto const deadline = Clock::now() + options_.request_time_max;
    for (int steps = 0; steps <= limits::redirects_max; ++steps) {
        request.time_max = time_left(deadline);
        if (request.time_max <= std::chrono::milliseconds(0))
            return fail(FailureKind::network, request.url.host + " took too long");
        auto answer = transport_.get(request);
        if (!answer || !is_redirect(*answer)) return answer;
        auto next = judge_redirect(request.url, answer->location);
        if (!next) return tl::unexpected(next.error());
        request.url = *std::move(next);
    }
    return fail(FailureKind::redirected, request.url.host + " redirects in circles");
}

}
