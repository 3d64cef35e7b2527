// The cheapest hash that argon2id has: for tests that need one, not its strength.
#pragma once

#include "identity/password_hash.hpp"

namespace likeness::test {

inline constexpr identity::HashCost cheap { .passes = 1, .memory_bytes = 8192 };

}
