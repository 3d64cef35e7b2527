// GUIDs: 128-bit names for people and requests.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

/// A value; bytes stand in the order in which the text shows them.
struct Guid {
    std::array<std::byte, 16> bytes {};

    friend auto operator<=>(Guid const&, Guid const&) = default;
};

/// A fresh one from the system's random source (RFC 9562, version 4).
Guid random_guid();

inline constexpr std::size_t guid_text_size = 36;

/// Writes guid_text_size letters, "8-4-4-4-12" in lower-case hexadecimal, without an end mark.
void write_guid(Guid const& guid, char* text);

/// The same as a string.
std::string to_string(Guid const& guid);

/// Reads 8-4-4-4-12 in either case; nullopt for anything else.
std::optional<Guid> parse_guid(std::string_view text);

}

template <> struct std::hash<likeness::base::Guid> {
    // The bytes are random already (version 4) or nearly so (objectGUID): eight of them are a hash.
    std::size_t operator()(likeness::base::Guid const& guid) const noexcept
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < 8; ++i)
            word = word << 8 | std::to_integer<std::uint64_t>(guid.bytes[i + 8]);
        return static_cast<std::size_t>(word);
    }
};
