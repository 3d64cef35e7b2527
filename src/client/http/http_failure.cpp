#include "client/http/http_failure.hpp"

#include "base/ascii.hpp"
#include "client/printable.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

// The schemes, and where tokens come from. Everything else in a challenge is for programs.
std::string offer_of(std::vector<std::string> const& challenges)
{
    std::string text;
    for (auto const& challenge : read_challenges(challenges)) {
        text += (text.empty() ? "" : ", ") + challenge.scheme;
        if (auto const source = challenge.parameter("authorization_uri"); !source.empty())
            text += " (tokens from " + source + ")";
    }
    return printable(text);
}

// Where a server offers nothing at all it has looked at what it got.
bool offers_any_of(HttpAnswer const& answer, std::vector<SignInScheme> const& tried)
{
    auto const offered = read_challenges(answer.challenges);
    if (offered.empty()) return true;
    return std::ranges::any_of(offered, [&](Challenge const& challenge) {
        auto const scheme = sign_in_scheme_from(challenge.scheme);
        return scheme && std::ranges::find(tried, *scheme) != tried.end();
    });
}

// Where Exchange wants the sign-in bound to the TLS connection it says nothing but 401 to a client that cannot; nor does
// it where a proxy that shares its connections hands it the steps of NTLM on several.
std::string_view possible_cause(std::vector<SignInScheme> const& tried)
{
    bool const could_be_bound = std::ranges::any_of(tried, [](SignInScheme scheme) {
        return scheme == SignInScheme::negotiate || scheme == SignInScheme::ntlm;
    });
    return could_be_bound ? "the server may also require Extended Protection, or a proxy before it may part "
                            "the steps of a sign-in: "
                            "both take another one"
                          : "";
}

// Why a token was refused, in the server's own words (RFC 6750, 3).
std::string reason_in(std::vector<std::string> const& challenges)
{
    for (auto const& challenge : read_challenges(challenges)) {
        auto const error = challenge.parameter("error");
        auto const words = challenge.parameter("error_description");
        if (!error.empty()) return printable(words.empty() ? error : error + ": " + words);
    }
    return {};
}

std::string names_of(std::vector<SignInScheme> const& tried)
{
    std::string text;
    for (auto const scheme : tried) text += (text.empty() ? "" : " and ") + std::string(name_of(scheme));
    return text;
}

tl::unexpected<Failure> judge_refusal(HttpAnswer const& answer, Asked const& asked)
{
    auto const way = " (401, " + names_of(asked.tried) + ")";
    switch (asked.tried.back()) {
    case SignInScheme::negotiate:
        if (!answer.missing_ticket.empty())
            return fail(FailureKind::sign_in, "there is no Kerberos ticket for " + asked.host + way,
                answer.missing_ticket);
        return fail(FailureKind::sign_in, asked.host + " refuses the Kerberos ticket" + way,
            std::string(possible_cause(asked.tried)));
    case SignInScheme::bearer:
        return fail(
            FailureKind::sign_in, asked.host + " refuses the token" + way, reason_in(answer.challenges));
    case SignInScheme::ntlm:
    case SignInScheme::basic: break;
    }
    return fail(FailureKind::sign_in, asked.host + " refuses the user name or the password" + way,
        std::string(possible_cause(asked.tried)));
}

tl::unexpected<Failure> judge_unauthorized(HttpAnswer const& answer, Asked const& asked)
{
    auto offered = offer_of(answer.challenges);
    if (!asked.with_credentials)
        return fail(FailureKind::sign_in, asked.host + " wants a sign-in (401)", std::move(offered));
    if (asked.tried.empty() || !offers_any_of(answer, asked.tried))
        return fail(FailureKind::sign_in,
            asked.host + " does not offer "
                + (asked.tried.empty() ? "a sign-in that may be used" : names_of(asked.tried) + " sign-in")
                + " (401)",
            std::move(offered));
    return judge_refusal(answer, asked);
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
    case 407:
        return fail(FailureKind::network, "the proxy wants a sign-in of its own" + status,
            "its address may hold one: http://USER:PASSWORD@HOST:PORT");
    case 408:
        return fail(FailureKind::network, asked.host + " has given up waiting for the request" + status);
    // Exchange's own: the sign-in has timed out, or the account is blocked or must act first.
    case 440:
    case 456: return fail(FailureKind::sign_in, asked.host + " wants a fresh sign-in" + status);
    case 413: return fail(FailureKind::refused, asked.host + " takes no request of this size" + status);
    case 429:
    case 503: return busy(answer, asked.host + " is busy" + status);
    default: break;
    }
    if (answer.status >= 500)
        return fail(FailureKind::server_error, asked.host + " failed to answer" + status);
    return fail(FailureKind::protocol, asked.host + " gives an answer that a photo server does not" + status);
}

}

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
