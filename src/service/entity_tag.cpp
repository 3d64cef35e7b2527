#include "service/entity_tag.hpp"

namespace likeness::service {

namespace {

std::string_view name_of(PhotoSource source)
{
    switch (source) {
    case PhotoSource::mailbox: return "mailbox";
    case PhotoSource::directory: return "directory";
    }
    return "";
}

}

std::string EntityTags::of(PersonId const& person, PhotoSource source, base::ByteView bytes) const
{
    constexpr std::size_t tag_bytes = 8; // 16 digits; Exchange's own tags have 8.
    auto const digest = base::keyed_hash(
        key_, { base::as_bytes("etag"), person.bytes, base::as_bytes(name_of(source)), bytes });
    return base::hex_of(digest, tag_bytes);
}

}
