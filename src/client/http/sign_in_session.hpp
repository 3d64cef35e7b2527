// SignInSession: requests to one server, signed in to by the best scheme that both sides have.
// Source: spec/auth.md 3, 4 and 9.
#pragma once

#include "client/http/transport.hpp"

#include <functional>

namespace likeness::client {

/// One call at a time, from any thread.
class SignInSession {
public:
    using Send = std::function<Outcome<HttpAnswer>(HttpRequest const&)>;

    explicit SignInSession(SignInMeans means)
        : means_(std::move(means))
    {
    }

    /// Sends the request once it is known how to sign in, and again where that takes it. A scheme that is the only one
    /// allowed, or that the server has taken before, is used at once. Otherwise the server is asked first what it offers:
    /// by the request itself where it has no body, else by one without. An answer 401 stands where nothing is left to try.
    /// All of it takes request.time_max at most. Errors: those of `send` and of the source of tokens.
    Outcome<HttpAnswer> ask(HttpRequest request, Send const& send);

    /// The same where it is known what the server offers: `offer` is its answer 401 to somebody unknown.
    Outcome<HttpAnswer> ask_after(HttpAnswer offer, HttpRequest request, Send const& send);

    /// The scheme that the server has taken; nullopt before.
    std::optional<SignInScheme> taken() const { return taken_; }
    /// What was tried for the last request, in order.
    std::vector<SignInScheme> const& tried() const { return tried_; }
    SignInMeans const& means() const { return means_; }

private:
    class Call;

    std::optional<SignInScheme> known_scheme() const;
    Outcome<SignIn> sign_in_by(SignInScheme scheme, std::optional<std::string> const& rejected_token);
    Outcome<HttpAnswer> ask_by(SignInScheme scheme, Call& call);
    Outcome<HttpAnswer> ask_as_offered(HttpAnswer offer, Call& call);

    SignInMeans means_;
    std::optional<SignInScheme> taken_;
    std::optional<std::string> token_;
    std::vector<SignInScheme> tried_;
};

}
