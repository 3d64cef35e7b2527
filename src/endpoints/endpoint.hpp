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

    /// Answers in `turn`, or hands it over. On an I/O thread or on a lane; never blocks on either.
    virtual http::Next answer(Turn& turn, Caller const& caller) = 0;
};

}
