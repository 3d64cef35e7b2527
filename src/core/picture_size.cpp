#include "core/picture_size.hpp"

#include "core/picture_type.hpp"

#include <algorithm>
#include <limits>

namespace likeness {

namespace {

// A file from its beginning on. What is not there reads as nullopt, once and for all that follows.
class Reader {
public:
    explicit Reader(base::ByteView file)
        : rest_(file)
    {
    }

    void skip(std::size_t bytes) { rest_ = rest_.subspan(std::min(bytes, rest_.size())); }

    std::optional<std::uint32_t> big_endian(std::size_t bytes)
    {
        if (rest_.size() < bytes) return std::nullopt;
        std::uint32_t value = 0;
        for (auto const byte : rest_.first(bytes)) value = value << 8 | std::to_integer<std::uint32_t>(byte);
        skip(bytes);
        return value;
    }

    std::optional<std::uint32_t> little_endian(std::size_t bytes)
    {
        if (rest_.size() < bytes) return std::nullopt;
        std::uint32_t value = 0;
        for (auto at = bytes; at-- > 0;) value = value << 8 | std::to_integer<std::uint32_t>(rest_[at]);
        skip(bytes);
        return value;
    }

    // The next JPEG marker's code. What stands before it is passed over, as libjpeg does; a 0xFF that a zero follows
    // is data, one that another 0xFF follows is fill.
    std::optional<std::uint32_t> marker()
    {
        for (;;) {
            auto const first = std::ranges::find(rest_, std::byte { 0xFF });
            skip(static_cast<std::size_t>(first - rest_.begin()));
            while (!rest_.empty() && rest_.front() == std::byte { 0xFF }) skip(1);
            auto const code = big_endian(1);
            if (!code || *code != 0) return code;
        }
    }

private:
    base::ByteView rest_;
};

std::optional<PictureSize> size_of(std::optional<std::uint32_t> width, std::optional<std::uint32_t> height)
{
    if (!width || !height || *width == 0 || *height == 0) return std::nullopt;
    return PictureSize { .width_px = *width, .height_px = *height };
}

// SOF0 to SOF15; three of the codes among them mean something else.
bool begins_frame(std::uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stands_alone(std::uint32_t marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// Past these no frame header follows that would be this picture's.
bool ends_header(std::uint32_t marker)
{
    return marker == 0xD9 || marker == 0xDA;
}

std::optional<PictureSize> jpeg_size(Reader file)
{
    while (auto const marker = file.marker()) {
        if (stands_alone(*marker)) continue;
        if (ends_header(*marker)) return std::nullopt;
        auto const length = file.big_endian(2);
        if (!length || *length < 2) return std::nullopt;
        if (begins_frame(*marker)) {
            file.skip(1); // Bits a sample.
            auto const height = file.big_endian(2);
            return size_of(file.big_endian(2), height);
        }
        file.skip(*length - 2);
    }
    return std::nullopt;
}

std::optional<PictureSize> png_size(Reader file)
{
    constexpr std::uint32_t ihdr = 0x49484452;
    file.skip(8 + 4); // The signature and the first chunk's length.
    if (file.big_endian(4) != ihdr) return std::nullopt;
    auto const width = file.big_endian(4);
    return size_of(width, file.big_endian(4));
}

std::optional<PictureSize> gif_size(Reader file)
{
    file.skip(6);
    auto const width = file.little_endian(2);
    return size_of(width, file.little_endian(2));
}

// Rows that run downwards are said by a height below zero.
std::optional<std::uint32_t> magnitude(std::optional<std::uint32_t> raw)
{
    constexpr auto positive_max = static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max());
    if (!raw || *raw <= positive_max) return raw;
    return 0 - *raw;
}

std::optional<PictureSize> bmp_size(Reader file)
{
    constexpr std::uint32_t info_header_bytes = 40;
    file.skip(14);
    auto const header = file.little_endian(4);
    if (!header || *header < info_header_bytes) return std::nullopt;
    auto const width = file.little_endian(4);
    return size_of(width, magnitude(file.little_endian(4)));
}

}

std::optional<PictureSize> read_picture_size(base::ByteView file)
{
    auto const type = sniff_picture(file);
    if (!type) return std::nullopt;
    switch (*type) {
    case PictureType::jpeg: return jpeg_size(Reader(file));
    case PictureType::png: return png_size(Reader(file));
    case PictureType::gif: return gif_size(Reader(file));
    case PictureType::bmp: return bmp_size(Reader(file));
    case PictureType::webp:
    case PictureType::tiff:
    case PictureType::heif: return std::nullopt;
    }
    return std::nullopt;
}

}
