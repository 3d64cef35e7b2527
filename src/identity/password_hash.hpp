// Password hashes: argon2id by libsodium.
#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>

namespace likeness::identity {

/// What one verification costs. The defaults are libsodium's "interactive": 64 MiB, 2 passes, some 60 ms.
struct HashCost {
    unsigned long long passes = 2;
    std::size_t memory_bytes = 64u << 20; ///< At least 8 KiB; counted in whole KiB.
};

/// The encoded form, salt and cost within: "$argon2id$v=19$m=65536,t=2,p=1$...".
/// Blocks for as long as a verification. Errors: invalid_request for an empty password or one past
/// limits::password_bytes_max; internal_server_transient_error when there is no memory for it.
Result<std::string> hash_password(std::string_view password, HashCost cost = {});

/// Whether this is the password. Constant-time in it. Blocks.
/// Errors, which are no refusal: internal_server_error when `hash` is none that hash_password makes,
/// internal_server_transient_error when there is no memory for it.
Result<bool> verify_password(std::string_view hash, std::string_view password);

/// A hash that no password has, made without paying for one: to verify against it takes as long as against a
/// real one of this cost.
std::string decoy_hash(HashCost cost = {});

}
