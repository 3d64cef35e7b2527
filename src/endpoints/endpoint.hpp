// Endpoint: one resource, asked once it is known who calls.
#pragma once

#include "core/principal.hpp"
#include "endpoints/turn.hpp"

#include <memory>

namespace likeness::endpoints {

/// Shared, because it may come from the sign-in cache and outlive its entry there.
using Caller = std::shared_ptr<Principal const>;

class Endpoint {
public:
    virtual ~Endpoint() = default;

    /// Answers in `turn`, hands it over, or asks for the body by wait_for_body. On an I/O thread or on a lane; never
    /// blocks on either.
    virtual http::Next answer(Turn& turn, Caller const& caller) = 0;

    /// The same once the body is there, turn.body(). Only after wait_for_body.
    virtual http::Next answer_body(Turn& turn, Caller const& caller);

protected:
    /// What `answer` returns to have answer_body called with the same caller. Past `body_max` bytes the server
    /// answers 413 by itself.
    http::Next wait_for_body(Turn& turn, Caller const& caller, std::size_t body_max);
};

}
