#include "image/jpeg_structure.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace likeness::image {

namespace {

constexpr std::uint8_t start_of_image = 0xD8;
constexpr std::uint8_t end_of_image = 0xD9;
constexpr std::uint8_t start_of_scan = 0xDA;
constexpr std::uint8_t temporary = 0x01;

// Restart markers stand inside a scan's data and, like these others, are nothing but themselves.
bool stands_alone(std::uint8_t marker)
{
    return (marker >= 0xD0 && marker <= start_of_image) || marker == temporary;
}

class MarkerReader {
public:
    explicit MarkerReader(base::ByteView file)
        : rest_(file)
    {
    }

    // The next marker's code; nullopt at the end of the file. A 0xFF that a zero follows is data, one that
    // another 0xFF follows is fill.
    std::optional<std::uint8_t> next()
    {
        while (skip_to_first_of_marker()) {
            while (!rest_.empty() && at(0) == 0xFF) rest_ = rest_.subspan(1);
            if (rest_.empty()) return std::nullopt;
            auto const code = at(0);
            rest_ = rest_.subspan(1);
            if (code != 0) return code;
        }
        return std::nullopt;
    }

    // Passes over a segment, whose first two bytes are its length with themselves. One that reaches past
    // the end of the file leaves nothing.
    void skip_segment()
    {
        if (rest_.size() < 2) {
            rest_ = {};
            return;
        }
        auto const length = static_cast<std::size_t>(at(0) << 8 | at(1));
        rest_ = rest_.subspan(std::min(rest_.size(), std::max<std::size_t>(length, 2)));
    }

private:
    std::uint8_t at(std::size_t index) const { return std::to_integer<std::uint8_t>(rest_[index]); }

    bool skip_to_first_of_marker()
    {
        if (rest_.empty()) return false;
        auto const* const found
            = static_cast<std::byte const*>(std::memchr(rest_.data(), 0xFF, rest_.size()));
        if (found == nullptr) return false;
        rest_ = rest_.subspan(static_cast<std::size_t>(found - rest_.data()));
        return true;
    }

    base::ByteView rest_;
};

}

JpegStructure read_jpeg_structure(base::ByteView file)
{
    JpegStructure structure;
    MarkerReader markers(file);
    while (auto const marker = markers.next()) {
        if (*marker == end_of_image) {
            structure.has_end = true;
            return structure;
        }
        if (*marker == start_of_scan) ++structure.scans;
        if (!stands_alone(*marker)) markers.skip_segment();
    }
    return structure;
}

}
