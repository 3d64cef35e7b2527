// Bytes: what a picture is made of, and how it is looked at as text and back without a copy.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace likeness::base {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<std::byte const>;

/// The same bytes as text. Lives as long as `bytes` does.
inline std::string_view as_text(ByteView bytes)
{
    return { reinterpret_cast<char const*>(bytes.data()), bytes.size() };
}

/// The same text as bytes. Lives as long as `text` does.
inline ByteView as_bytes(std::string_view text)
{
    return { reinterpret_cast<std::byte const*>(text.data()), text.size() };
}

inline Bytes copy_of(ByteView bytes)
{
    return { bytes.begin(), bytes.end() };
}

}
