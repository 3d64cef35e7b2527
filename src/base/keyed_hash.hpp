// Keyed hashes (BLAKE2b by libsodium): what only the holder of the key can compute or compare.
#pragma once

#include "base/bytes.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace likeness::base {

using SecretKey = std::array<std::byte, 32>;
using Digest = std::array<std::byte, 16>;

SecretKey random_key();

/// A digest of the parts; where one part ends matters, so {"ab","c"} and {"a","bc"} differ.
Digest keyed_hash(SecretKey const& key, std::initializer_list<ByteView> parts);

/// The first `bytes` bytes of the digest as upper-case hexadecimal.
std::string hex_of(Digest const& digest, std::size_t bytes);

}
