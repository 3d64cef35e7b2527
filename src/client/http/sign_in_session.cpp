#include "client/http/sign_in_session.hpp"

#include "client/http/http_failure.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int unauthorized = 401;

// A server or proxy that is busy, or fails, need not have looked at the sign-in.
bool has_let_in(HttpAnswer const& answer)
{
    return !refuses_sign_in(answer) && answer.status != 429 && answer.status < 500;
}

// A token is written as it is into a header.
bool is_visible_ascii(std::string_view token)
{
    return !token.empty()
        && std::ranges::all_of(token, [](char letter) { return letter > ' ' && letter < '\x7F'; });
}

}

// One request, and the time that is left for it.
class SignInSession::Call {
public:
    Call(HttpRequest request, Send const& send)
        : request_(std::move(request))
        , send_(send)
        , deadline_(Clock::now() + request_.time_max)
    {
    }

    HttpRequest const& request() const { return request_; }

    Outcome<HttpAnswer> send(HttpRequest request) const
    {
        request.time_max = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
        if (request.time_max <= std::chrono::milliseconds(0))
            return fail(FailureKind::network, request.url.host + " took too long");
        return send_(request);
    }

    Outcome<HttpAnswer> send_anonymously() const { return send(request_); }

    Outcome<HttpAnswer> send_signed(SignIn sign_in) const
    {
        auto request = request_;
        request.sign_in = std::move(sign_in);
        return send(std::move(request));
    }

    // What the server says to somebody whom it does not know; a body is not sent for that.
    Outcome<HttpAnswer> ask_what_is_offered() const
    {
        auto probe = request_;
        probe.body.clear();
        auto answer = send(probe);
        if (!answer || answer->status == unauthorized || request_.body.empty()) return answer;
        return is_redirect(*answer) ? answer : send_anonymously();
    }

private:
    HttpRequest request_;
    Send const& send_;
    Clock::time_point deadline_;
};

Outcome<HttpAnswer> SignInSession::ask(HttpRequest request, Send const& send)
{
    tried_.clear();
    Call call(std::move(request), send);
    if (means_.is_anonymous()) return call.send_anonymously();
    if (auto const scheme = known_scheme()) return ask_by(*scheme, call);
    auto offer = call.ask_what_is_offered();
    if (!offer || offer->status != unauthorized) return offer;
    return ask_as_offered(*std::move(offer), call);
}

Outcome<HttpAnswer> SignInSession::ask_after(HttpAnswer offer, HttpRequest request, Send const& send)
{
    tried_.clear();
    Call call(std::move(request), send);
    if (taken_) return ask_by(*taken_, call);
    return ask_as_offered(std::move(offer), call);
}

std::optional<SignInScheme> SignInSession::known_scheme() const
{
    if (taken_) return taken_;
    if (means_.options.schemes.size() == 1) return means_.options.schemes.front();
    return std::nullopt;
}

Outcome<SignIn> SignInSession::sign_in_by(
    SignInScheme scheme, std::optional<std::string> const& rejected_token)
{
    if (scheme == SignInScheme::negotiate) return SignIn { .scheme = scheme, .credentials = {}, .token = {} };
    if (scheme != SignInScheme::bearer)
        return SignIn { .scheme = scheme, .credentials = *means_.credentials, .token = {} };
    if (!token_ || rejected_token) {
        auto token = means_.options.token(rejected_token);
        if (!token) return tl::unexpected(token.error());
        if (!is_visible_ascii(*token))
            return fail(FailureKind::invalid_request, "the token for Bearer cannot be sent",
                "it holds blanks, or letters that are not ASCII");
        token_ = *std::move(token);
    }
    return SignIn { .scheme = scheme, .credentials = {}, .token = *token_ };
}

Outcome<HttpAnswer> SignInSession::ask_by(SignInScheme scheme, Call& call)
{
    tried_.push_back(scheme);
    auto sign_in = sign_in_by(scheme, std::nullopt);
    if (!sign_in) return tl::unexpected(sign_in.error());
    auto answer = call.send_signed(*std::move(sign_in));
    // Tokens live for an hour: once, another one is asked for.
    if (scheme == SignInScheme::bearer && answer && answer->status == unauthorized) {
        auto const rejected = token_;
        auto fresh = sign_in_by(scheme, rejected);
        if (!fresh) return tl::unexpected(fresh.error());
        if (fresh->token == rejected) return answer; // There is no other one.
        answer = call.send_signed(*std::move(fresh));
    }
    if (answer && has_let_in(*answer)) taken_ = scheme;
    return answer;
}

Outcome<HttpAnswer> SignInSession::ask_as_offered(HttpAnswer offer, Call& call)
{
    auto const offered = read_challenges(offer.challenges);
    Outcome<HttpAnswer> answer = std::move(offer);
    while (auto const scheme = choose_scheme(means_, offered, tried_)) {
        answer = ask_by(*scheme, call);
        if (!answer || answer->status != unauthorized) return answer;
    }
    return answer;
}

}
