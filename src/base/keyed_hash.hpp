// Keyed hashes (BLAKE2b and SipHash by libsodium): what only the holder of the key can compute or compare.
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

/// For look-ups on a hot path: SipHash-2-4 with a digest of 128 bits, by the key's first half. Nobody without the key
/// finds two inputs of one digest; for some hundred bytes it is several times as fast.
Digest quick_keyed_hash(SecretKey const& key, ByteView bytes);

/// The first `bytes` bytes of the digest as upper-case hexadecimal.
std::string hex_of(Digest const& digest, std::size_t bytes);

}
