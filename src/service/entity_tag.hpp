// Entity tags: the same as long as the bytes served to (person, source) are the same, another when they differ.
// Source: spec/photos.md 4.2 and 7.
#pragma once

#include "base/keyed_hash.hpp"
#include "core/person.hpp"

#include <string>

namespace likeness::service {

enum class PhotoSource { mailbox, directory };

/// Keyed, so that equal pictures of two people do not show it. Immutable: any thread may use it.
class EntityTags {
public:
    explicit EntityTags(base::SecretKey const& key)
        : key_(key)
    {
    }

    /// 16 upper-case hexadecimal digits, without quotes.
    std::string of(PersonId const& person, PhotoSource source, base::ByteView bytes) const;

private:
    base::SecretKey key_;
};

}
