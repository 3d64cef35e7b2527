// A key is what MAPI makes of one: of what kind it is and how long the rest is, both 32 bits from the low end, sixteen bytes
// that name whoever counts, zeros here, and the count in six.
#include "service/change_keys.hpp"

#include "base/base64.hpp"

#include <algorithm>
#include <array>

namespace likeness::service {

namespace {

constexpr std::size_t head_bytes = 8;
constexpr std::size_t counter_bytes = 16;
constexpr std::size_t count_bytes = 6;
constexpr std::size_t key_bytes = head_bytes + counter_bytes + count_bytes;

constexpr std::byte of_contact { 0x11 };
constexpr std::byte of_folder { 0x01 };

using Key = std::array<std::byte, key_bytes>;

Key key_of(std::byte kind, ChangeNumber change)
{
    Key key {};
    key[0] = kind;
    key[head_bytes / 2] = static_cast<std::byte>(key_bytes - head_bytes);
    for (std::size_t i = 0; i < count_bytes; ++i)
        key[key_bytes - 1 - i] = static_cast<std::byte>(change >> (8 * i));
    return key;
}

}

std::string item_change_key(ChangeNumber change)
{
    return base::base64_encode(key_of(of_contact, change));
}

std::string folder_change_key(ChangeNumber change)
{
    return base::base64_encode(key_of(of_folder, change));
}

Result<std::optional<ChangeNumber>> read_change_key(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    auto const bytes = base::base64_decode(text);
    if (!bytes) return fail(Code::invalid_change_key);
    if (bytes->size() != key_bytes) return ChangeNumber { 0 };
    ChangeNumber change = 0;
    for (auto const byte : base::ByteView(*bytes).last(count_bytes))
        change = change << 8 | std::to_integer<ChangeNumber>(byte);
    bool const is_ours = std::ranges::equal(*bytes, key_of(of_contact, change))
        || std::ranges::equal(*bytes, key_of(of_folder, change));
    return is_ours ? change : ChangeNumber { 0 };
}

}
