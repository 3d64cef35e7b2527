#include "client/http/http_client.hpp"

#include "base/ascii.hpp"
#include "client/printable.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

using Clock = std::chrono::steady_clock;

// The others turn a POST into a GET on their way (RFC 9110, 15.4), which would leave its body behind.
bool keeps_method_and_body(HttpAnswer const& answer)
{
    return answer.status == 307 || answer.status == 308;
}

Outcome<void> check(HttpClientOptions const& options)
{
    if (options.credentials)
        if (auto const sendable = check_sendable(*options.credentials); !sendable) return sendable;
    if (SignInMeans { options.sign_in, options.credentials }.is_anonymous()) return {};
    return check_may_carry_credentials(options.endpoint);
}

std::chrono::milliseconds time_left(Clock::time_point deadline)
{
    return std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
}

// Where the request is to go next. A GET that is sent to Outlook's sign-in page may go there: it learns what it is by
// its answer. A POST learns it here.
Outcome<Url> next_step(HttpRequest const& request, HttpAnswer const& answer)
{
    auto next = judge_redirect(request.url, answer.location);
    if (!next || request.method == Method::get || keeps_method_and_body(answer)) return next;
    if (base::starts_with_ignoring_ascii_case(next->path, "/owa/auth"))
        return fail(FailureKind::sign_in, request.url.host + " sends us to a page to sign in");
    return fail(FailureKind::redirected,
        request.url.host + " redirects in a way that would lose the request (" + std::to_string(answer.status)
            + ")",
        printable(to_string(*next)));
}

}

HttpClient::HttpClient(HttpClientOptions options, Transport transport)
    : options_(std::move(options))
    , transport_(std::move(transport))
    , session_({ options_.sign_in, options_.credentials })
{
}

Outcome<HttpClient> HttpClient::open(HttpClientOptions options)
{
    if (auto const checked = check(options); !checked) return tl::unexpected(checked.error());
    auto transport = Transport::open(options.transport);
    if (!transport) return tl::unexpected(transport.error());
    return HttpClient(std::move(options), *std::move(transport));
}

std::string HttpClient::user() const
{
    return options_.credentials ? options_.credentials->user : options_.sign_in.account;
}

Asked HttpClient::asked(bool with_validator) const
{
    return { .host = options_.endpoint.host,
        .with_credentials = !session_.means().is_anonymous(),
        .with_validator = with_validator,
        .tried = session_.tried() };
}

Outcome<HttpAnswer> HttpClient::send(HttpRequest const& request)
{
    if (request.stop.stop_requested()) return fail(FailureKind::cancelled, "it was cancelled");
    return options_.sender ? options_.sender->send(request) : transport_.send(request);
}

// A step stays on the same host and never leaves https (judge_redirect), so the credentials may go along.
Outcome<HttpAnswer> HttpClient::ask(HttpRequest request)
{
    request.public_addresses_only = options_.public_addresses_only;
    request.stop = call_.stop;
    request.progress = call_.progress;
    auto const deadline = call_.deadline.value_or(Clock::now() + options_.request_time_max);
    for (int steps = 0; steps <= limits::redirects_max; ++steps) {
        request.time_max = time_left(deadline);
        if (request.time_max <= std::chrono::milliseconds(0))
            return fail(FailureKind::network, request.url.host + " took too long");
        auto answer = session_.ask(request, [this](HttpRequest const& next) { return send(next); });
        if (!answer || !is_redirect(*answer)) return answer;
        auto next = next_step(request, *answer);
        if (!next) return tl::unexpected(next.error());
        request.url = *std::move(next);
    }
    return fail(FailureKind::redirected, request.url.host + " redirects in circles");
}

}
