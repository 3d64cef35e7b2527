// Seal: bytes that nobody without the key can read, make or change, and that are the same for the same content.
#pragma once

#include "base/bytes.hpp"
#include "base/keyed_hash.hpp"

#include <optional>
#include <string_view>

namespace likeness::base {

/// Deterministic authenticated encryption by libsodium: the nonce is a keyed BLAKE2b of the content, and stands in
/// front of what XChaCha20-Poly1305 makes of it. Whoever sees two sealed texts learns whether their contents are equal,
/// and how long they are, and nothing else. Immutable: any thread may use it.
class Seal {
public:
    /// What sealing adds to the content: the nonce and the tag.
    static constexpr std::size_t overhead_bytes = 24 + 16;

    /// The keys are derived from `key` for `purpose` alone: what is sealed for one purpose does not open for another.
    Seal(SecretKey const& key, std::string_view purpose);

    /// overhead_bytes longer than the content.
    Bytes seal(ByteView content) const;

    /// The content; nullopt for anything that seal() has not made with this key and purpose.
    std::optional<Bytes> open(ByteView sealed) const;

private:
    SecretKey nonce_key_;
    SecretKey content_key_;
};

}
