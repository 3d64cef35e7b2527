// An id is base64 of a fixed beginning and 71 sealed bytes: the layout's version, the kind, the mailbox, the object,
// what else there is to say, and zeros, which make it as long as Exchange's.
#include "service/object_ids.hpp"

#include "base/base64.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

constexpr std::array beginning { std::byte { 0x00 }, std::byte { 0x03 }, std::byte { 0x24 } }; // "AAMk".
constexpr std::size_t id_bytes = ObjectIds::text_bytes / 4 * 3;
constexpr std::size_t content_bytes = id_bytes - beginning.size() - base::Seal::overhead_bytes;
constexpr std::byte layout_version { 1 };

constexpr std::size_t kind_at = 1;
constexpr std::size_t mailbox_at = 2;
constexpr std::size_t object_at = mailbox_at + sizeof(PersonId::bytes);
constexpr std::size_t extra_at = object_at + sizeof(std::uint64_t);
constexpr std::size_t listed_at = extra_at + sizeof(std::uint64_t);
constexpr std::size_t zeros_at = listed_at + sizeof(std::uint64_t);
static_assert(zeros_at <= content_bytes);

using Content = std::array<std::byte, content_bytes>;

void put_number(Content& content, std::size_t at, std::uint64_t number)
{
    for (std::size_t i = 0; i < sizeof number; ++i)
        content[at + i] = static_cast<std::byte>(number >> (8 * (sizeof number - 1 - i)));
}

std::uint64_t number_at(base::ByteView content, std::size_t at)
{
    std::uint64_t number = 0;
    for (auto const byte : content.subspan(at, sizeof number))
        number = number << 8 | std::to_integer<std::uint64_t>(byte);
    return number;
}

Content content_of(ObjectId const& id)
{
    Content content {};
    content[0] = layout_version;
    content[kind_at] = static_cast<std::byte>(id.kind);
    std::ranges::copy(id.mailbox.bytes, content.begin() + mailbox_at);
    put_number(content, object_at, id.object);
    put_number(content, extra_at, id.extra);
    put_number(content, listed_at, id.listed);
    return content;
}

ObjectId id_of(base::ByteView content)
{
    ObjectId id { .kind = static_cast<ObjectKind>(content[kind_at]),
        .object = number_at(content, object_at),
        .extra = number_at(content, extra_at),
        .listed = number_at(content, listed_at) };
    std::ranges::copy(content.subspan(mailbox_at, id.mailbox.bytes.size()), id.mailbox.bytes.begin());
    return id;
}

}

ObjectIds::ObjectIds(base::SecretKey const& key)
    : seal_(key, "object id")
{
}

std::string ObjectIds::write(ObjectId const& id) const
{
    base::Bytes bytes(beginning.begin(), beginning.end());
    auto const sealed = seal_.seal(content_of(id));
    bytes.insert(bytes.end(), sealed.begin(), sealed.end());
    return base::base64_encode(bytes);
}

Result<ObjectId> ObjectIds::read(std::string_view text) const
{
    if (text.empty()) return fail(Code::invalid_id_empty);
    auto const malformed = fail(Code::invalid_id_malformed);
    if (text.size() != text_bytes) return malformed;
    // Base64 may be written in more than one way (blanks, no padding): an id in one alone.
    auto const bytes = base::base64_decode(text);
    if (!bytes || base::base64_encode(*bytes) != text) return malformed;
    base::ByteView const view(*bytes);
    if (!std::ranges::equal(view.first(beginning.size()), beginning)) return malformed;
    auto const content = seal_.open(view.subspan(beginning.size()));
    if (!content || content->size() != content_bytes || content->front() != layout_version) return malformed;
    return id_of(*content);
}

}
