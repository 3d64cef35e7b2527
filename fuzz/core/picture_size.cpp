// Invariant: any bytes have a size of one pixel or more, or none; and where a beginning of them has one, they all have
// the same.
#include "core/picture_size.hpp"
#include "core/picture_type.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace likeness;
    base::ByteView const file { reinterpret_cast<std::byte const*>(data), size };
    auto const whole = read_picture_size(file);
    if (whole && (whole->width_px == 0 || whole->height_px == 0 || !sniff_picture(file))) std::abort();
    auto const half = read_picture_size(file.first(size / 2));
    if (half && half != whole) std::abort();
    return 0;
}
