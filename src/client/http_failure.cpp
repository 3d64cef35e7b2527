#include "client/http_failure.hpp"

#include "base/ascii.hpp"
#include "client/printable.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

std::string joined(std::vector<std::string> const& challenges)
{
    std::string text;
    for (auto const& challenge : challenges) text += (text.empty() ? "" : ", ") + challenge;
    return printable(text);
}

// Several schemes may share a line, so Basic is looked for as a word anywhere outside a parameter's value.
bool offers_basic(std::vector<std::string> const& challenges)
{
    return std::ranges::any_of(challenges, [](std::string const& challenge) {
        auto const words = "," + base::ascii_lowered(challenge) + " ";
        return words.contains(",basic ") || words.contains(", basic ");
    });
}

tl::unexpected<Failure> judge_unauthorized(HttpAnswer const& answer, Asked const& asked)
{
    auto offered = joined(answer.challenges);
    if (!asked.with_credentials)
        return fail(FailureKind::sign_in, asked.host + " wants a sign-in (401)", std::move(offered));
    if (!answer.challenges.empty() && !offers_basic(answer.challenges))
        return fail(
            FailureKind::sign_in, asked.host + " does not offer Basic sign-in (401)", std::move(offered));
    return fail(FailureKind::sign_in, asked.host + " refuses the user name or the password (401)");
}

tl::unexpected<Failure> busy(HttpAnswer const& answer, std::string message)
{
    return tl::unexpected(Failure { FailureKind::server_busy, std::move(message), {}, answer.retry_after });
}

tl::unexpected<Failure> judge_status(HttpAnswer const& answer, Asked const& asked)
{
    auto const status = " (" + std::to_string(answer.status) + ")";
    switch (answer.status) {
    case 400:
        return fail(FailureKind::protocol, asked.host + " refuses the request" + status,
            printable(answer.photo_error));
    case 401: return judge_unauthorized(answer, asked);
    case 403: return fail(FailureKind::denied, asked.host + " does not allow this" + status);
    case 407: return fail(FailureKind::network, "the proxy wants a sign-in of its own" + status);
    // Exchange's own: the sign-in has timed out, or the account is blocked or must act first.
    case 440:
    case 456: return fail(FailureKind::sign_in, asked.host + " wants a fresh sign-in" + status);
    case 429:
    case 503: return busy(answer, asked.host + " is busy" + status);
    default: break;
    }
    if (answer.status >= 500)
        return fail(FailureKind::server_error, asked.host + " failed to answer" + status);
    return fail(FailureKind::protocol, asked.host + " gives an answer that a photo server does not" + status);
}

}

bool is_web_page(HttpAnswer const& answer)
{
    for (std::string_view const type : { "text/html", "application/xhtml+xml" })
        if (base::starts_with_ignoring_ascii_case(base::trim(answer.content_type), type)) return true;
    auto text = base::as_text(answer.body);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = base::trim(text);
    return base::starts_with_ignoring_ascii_case(text, "<!doctype html")
        || base::starts_with_ignoring_ascii_case(text, "<html");
}

tl::unexpected<Failure> fail_with_web_page(Asked const& asked)
{
    return fail(FailureKind::sign_in, asked.host + " answers with a web page, probably one to sign in");
}

bool refuses_sign_in(HttpAnswer const& answer)
{
    switch (answer.status) {
    case 401:
    case 407:
    case 440:
    case 456: return true;
    default: return false;
    }
}

tl::unexpected<Failure> fail_with_status(HttpAnswer const& answer, Asked const& asked)
{
    auto failure = judge_status(answer, asked);
    failure.value().http_status = answer.status;
    return failure;
}

}
