#include "endpoints/endpoint.hpp"

#include <cassert>

namespace likeness::endpoints {

http::Next Endpoint::answer_body(Turn&, Caller const&)
{
    assert(false); // It was never asked for.
    return http::Next::respond;
}

http::Next Endpoint::wait_for_body(Turn& turn, Caller const& caller, std::size_t body_max)
{
    turn.expect_body(body_max, { this, caller });
    return http::Next::read_body;
}

}
