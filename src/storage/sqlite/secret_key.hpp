// The file secret.key: 32 random bytes that key entity tags and caches.
#pragma once

#include "base/keyed_hash.hpp"
#include "core/error.hpp"

#include <filesystem>

namespace likeness::storage {

/// Errors: item_not_found; invalid_operation when the file is not of 32 bytes;
/// internal_server_transient_error with what the system said.
Result<base::SecretKey> read_secret_key(std::filesystem::path const& file);

/// Reads the key, or makes one that only its owner may read. Processes that do this at once agree.
/// Errors: as read_secret_key, but item_not_found.
Result<base::SecretKey> read_or_make_secret_key(std::filesystem::path const& file);

}
