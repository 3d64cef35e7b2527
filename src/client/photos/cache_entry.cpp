#include "client/photos/cache_entry.hpp"

#include "base/keyed_hash.hpp"
#include "client/photos/entity_tag.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

constexpr std::string_view magic = "LKPHOTO1";

void append(base::Bytes& file, base::ByteView bytes)
{
    file.insert(file.end(), bytes.begin(), bytes.end());
}

void append_sized(base::Bytes& file, base::ByteView bytes)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        file.push_back(static_cast<std::byte>(bytes.size() >> shift & 0xFF));
    append(file, bytes);
}

// The key is no secret: the digest finds accidents, and files that something else wrote.
base::Digest digest_of(base::ByteView bytes)
{
    return base::keyed_hash(base::SecretKey {}, { bytes });
}

std::optional<base::ByteView> take(base::ByteView& rest, std::size_t size)
{
    if (rest.size() < size) return std::nullopt;
    auto const taken = rest.first(size);
    rest = rest.subspan(size);
    return taken;
}

std::optional<base::ByteView> take_sized(base::ByteView& rest)
{
    auto const digits = take(rest, 4);
    if (!digits) return std::nullopt;
    std::size_t size = 0;
    for (unsigned i = 0; i < 4; ++i) size |= std::to_integer<std::size_t>((*digits)[i]) << 8 * i;
    return take(rest, size);
}

// The bytes between the magic and the digest; nullopt when either is wrong.
std::optional<base::ByteView> checked_content(base::ByteView file)
{
    base::Digest stored;
    if (file.size() < magic.size() + stored.size()) return std::nullopt;
    auto const before = file.first(file.size() - stored.size());
    std::ranges::copy(file.last(stored.size()), stored.begin());
    if (!base::as_text(before).starts_with(magic) || digest_of(before) != stored) return std::nullopt;
    return before.subspan(magic.size());
}

std::optional<ReceivedPhoto> read_photo(std::string_view validator, base::ByteView bytes)
{
    auto const type = sniff_picture(bytes);
    // It goes into a request header as it stands, so it must be what validator_from lets through.
    if (!type || validator.empty() || validator_from(validator) != validator) return std::nullopt;
    return ReceivedPhoto { *type, std::string(validator), base::copy_of(bytes) };
}

}

base::Bytes write_cache_entry(CacheEntry const& entry)
{
    base::Bytes file;
    append(file, base::as_bytes(magic));
    append_sized(file, base::as_bytes(entry.key));
    append_sized(file, base::as_bytes(entry.photo ? std::string_view(entry.photo->validator) : ""));
    append_sized(file, entry.photo ? base::ByteView(entry.photo->bytes) : base::ByteView());
    append(file, digest_of(file));
    return file;
}

std::optional<CacheEntry> read_cache_entry(base::ByteView file)
{
    auto content = checked_content(file);
    if (!content) return std::nullopt;
    auto const key = take_sized(*content);
    auto const validator = key ? take_sized(*content) : std::nullopt;
    auto const picture = validator ? take_sized(*content) : std::nullopt;
    if (!picture || !content->empty()) return std::nullopt;

    CacheEntry entry { std::string(base::as_text(*key)), std::nullopt };
    if (validator->empty() && picture->empty()) return entry;
    entry.photo = read_photo(base::as_text(*validator), *picture);
    return entry.photo ? std::optional(std::move(entry)) : std::nullopt;
}

}
