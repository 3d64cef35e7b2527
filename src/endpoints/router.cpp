#include "endpoints/router.hpp"

#include "endpoints/answers.hpp"
#include "endpoints/request_id.hpp"

namespace likeness::endpoints {

namespace {

// What stands in for a resource when it is asked by a method that it does not have: an endpoint like any other, so
// that a stranger is asked for credentials first.
class MethodRefusal final : public Endpoint {
public:
    explicit MethodRefusal(std::string allow)
        : allow_(std::move(allow))
    {
    }

    http::Next answer(Turn& turn, Caller const&) override
    {
        turn.response().status = 405;
        turn.response().add_header("Allow", allow_);
        return http::Next::respond;
    }

private:
    std::string allow_;
};

std::string_view path_of(std::string_view target)
{
    return target.substr(0, target.find('?'));
}

bool leads_to(std::string_view path, Route const& route)
{
    if (base::equals_ignoring_ascii_case(path, route.path)) return true;
    return route.has_more_below && base::starts_with_ignoring_ascii_case(path, route.path)
        && path[route.path.size()] == '/';
}

// A proxy in front of us that speaks TLS says so.
bool came_in_the_clear(http::RequestHead const& head)
{
    return !head.secure
        && !base::equals_ignoring_ascii_case(head.find("X-Forwarded-Proto").value_or("http"), "https");
}

bool allows(std::string_view allow, std::string_view method)
{
    while (!allow.empty()) {
        auto const one = allow.substr(0, allow.find(','));
        if (base::trim(one) == method) return true;
        allow.remove_prefix(std::min(allow.size(), one.size() + 1));
    }
    return false;
}

}

Router::Router(SignIn& sign_in, std::vector<Route> routes)
    : sign_in_(sign_in)
    , routes_(std::move(routes))
{
    for (auto const& route : routes_)
        method_refusals_.push_back(std::make_unique<MethodRefusal>(route.allow));
}

http::Next Router::on_head(http::Exchange& exchange)
{
    add_request_ids(exchange.head, exchange.response);
    auto const* const route = route_of(exchange.head.target);
    if (!route) {
        answer_text(exchange.response, 404, "There is nothing at this address.");
        return http::Next::respond;
    }
    exchange.response.headers.append(route->headers);
    if (!route->secure_url.empty() && exchange.head.method == "GET" && came_in_the_clear(exchange.head)) {
        exchange.response.status = 302;
        exchange.response.add_header("Location", route->secure_url);
        return http::Next::respond;
    }
    Turn turn(exchange);
    auto const row = static_cast<std::size_t>(route - routes_.data());
    auto& endpoint = allows(route->allow, exchange.head.method) ? *route->endpoint : *method_refusals_[row];
    return sign_in_.with_caller(turn, route->access, endpoint);
}

http::Next Router::on_body(http::Exchange& exchange)
{
    auto& endpoint = *static_cast<Endpoint*>(exchange.note.what);
    auto const caller = std::static_pointer_cast<Principal const>(exchange.note.owner);
    Turn turn(exchange);
    return endpoint.answer_body(turn, caller);
}

Route const* Router::route_of(std::string_view target) const
{
    auto const path = path_of(target);
    for (auto const& route : routes_)
        if (leads_to(path, route)) return &route;
    return nullptr;
}

}
