// The size codes of GetUserPhoto: which exist, and how clients spell them.
// Source: EWS reference, SizeRequested element; spec/photos.md 2.
#pragma once

#include "core/error.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace likeness {

/// The value is the edge in pixels.
enum class PhotoSize : int {
    hr48x48 = 48,
    hr64x64 = 64,
    hr96x96 = 96,
    hr120x120 = 120,
    hr240x240 = 240,
    hr360x360 = 360,
    hr432x432 = 432,
    hr504x504 = 504,
    hr648x648 = 648,
};

/// Smallest first.
inline constexpr std::array photo_sizes { PhotoSize::hr48x48, PhotoSize::hr64x64, PhotoSize::hr96x96,
    PhotoSize::hr120x120, PhotoSize::hr240x240, PhotoSize::hr360x360, PhotoSize::hr432x432,
    PhotoSize::hr504x504, PhotoSize::hr648x648 };

constexpr int edge_px(PhotoSize size)
{
    return static_cast<int>(size);
}

/// The code with a lower-case x: "HR96x96".
std::string_view code_of(PhotoSize size);

/// Case does not matter, blanks around it neither; a bare number is no code.
/// Errors: invalid_photo_size.
Result<PhotoSize> parse_photo_size(std::string_view text);

/// The size with this edge; nullopt when no code has it.
std::optional<PhotoSize> photo_size_of_edge(int edge_px);

}
