#include "endpoints/sign_in.hpp"

#include "endpoints/answers.hpp"

namespace likeness::endpoints {

SignIn::SignIn(Parts parts, std::string const& realm)
    : parts_(parts)
    , challenge_("Basic realm=\"" + realm + "\"")
    , anonymous_(std::make_shared<Principal const>())
{
}

http::Next SignIn::with_caller(Turn& turn, Access access, Endpoint& endpoint)
{
    auto const authorization = turn.head().find("Authorization");
    if (!authorization) return access == Access::anyone ? endpoint.answer(turn, anonymous_) : refuse(turn);
    if (auto const known = parts_.cache.find(*authorization)) return endpoint.answer(turn, known);

    auto credentials = identity::parse_basic(*authorization);
    if (!credentials) return refuse(turn);
    return turn.hand_over(parts_.lane, [this, credentials = std::move(*credentials), &endpoint](Turn& later) {
        return verify(later, credentials, endpoint);
    });
}

http::Next SignIn::verify(Turn& turn, identity::BasicCredentials const& credentials, Endpoint& endpoint)
{
    // A client that opens eight connections at once pays for one verification: the others find it here.
    auto const authorization = *turn.head().find("Authorization");
    if (auto const known = parts_.cache.find(authorization)) return endpoint.answer(turn, known);

    auto const wait = parts_.throttle.wait_for(credentials.login, turn.head().peer);
    if (wait > std::chrono::seconds(0)) return refuse_for_now(turn, wait);

    auto const generation = parts_.cache.generation();
    auto who = parts_.passwords.check(credentials.login, credentials.password);
    if (!who) {
        answer_error(turn.response(), who.error());
        return http::Next::respond;
    }
    if (!*who) {
        parts_.throttle.failed(credentials.login, turn.head().peer);
        return refuse(turn);
    }
    parts_.throttle.succeeded(credentials.login);
    auto const caller = std::make_shared<Principal const>(std::move(**who));
    parts_.cache.remember(authorization, caller, generation);
    return endpoint.answer(turn, caller);
}

http::Next SignIn::refuse(Turn& turn)
{
    failures_.fetch_add(1, std::memory_order_relaxed);
    turn.response().status = 401;
    turn.response().add_header("WWW-Authenticate", challenge_);
    return http::Next::respond;
}

http::Next SignIn::refuse_for_now(Turn& turn, std::chrono::seconds wait)
{
    turn.response().add_header("Retry-After", std::to_string(wait.count()));
    return refuse(turn);
}

}
