// A cache entry as a file: what was asked, and the picture or that there is none. Any change to its bytes,
// and any missing end, makes it no entry at all.
//
//   "LKPHOTO1"  u32 size, key  u32 size, validator  u32 size, picture  16 bytes: digest of all before
//
// Numbers are little-endian. A picture of no bytes, with an empty validator, says that there was no photo.
#pragma once

#include "client/photos/photo_answer.hpp"

#include <optional>

namespace likeness::client {

struct CacheEntry {
    std::string key; ///< What was asked, so that two questions with one file name are told apart.
    std::optional<ReceivedPhoto> photo; ///< nullopt: the server said that there is none.

    friend bool operator==(CacheEntry const&, CacheEntry const&) = default;
};

/// In: a photo with a validator and bytes of a picture, or none.
base::Bytes write_cache_entry(CacheEntry const& entry);

/// nullopt for anything that write_cache_entry did not write.
std::optional<CacheEntry> read_cache_entry(base::ByteView file);

/// The longest file that write_cache_entry makes of what the client accepts.
inline constexpr std::size_t cache_entry_bytes_max = 21u << 20;

}
