// Invariant: any bytes end in renditions that are all square JPEGs by their bytes, in rising order and one a code, or
// in one of the three documented errors.
#include "core/picture_type.hpp"
#include "image/decoders.hpp"
#include "image/render_picture.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness;

bool is_documented(Code code)
{
    return code == Code::content_conversion_failed || code == Code::data_size_limit_exceeded
        || code == Code::internal_server_transient_error;
}

bool is_sound(std::vector<Rendition> const& renditions)
{
    int previous_px = 0;
    for (auto const& rendition : renditions) {
        bool const of_its_code = rendition.edge_px == edge_px(rendition.code)
            || (renditions.size() == 1 && rendition.code == PhotoSize::hr48x48 && rendition.edge_px < 48);
        if (!of_its_code || rendition.edge_px <= previous_px) return false;
        if (sniff_picture(rendition.jpeg) != PictureType::jpeg) return false;
        previous_px = rendition.edge_px;
    }
    return !renditions.empty();
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static bool const started = image::start_decoders().has_value();
    if (!started) std::abort();
    // Small pixels: what is looked for is broken structure, not patience.
    auto const answer = image::render_picture(
        { reinterpret_cast<std::byte const*>(data), size }, { .pixels_max = 250'000 });
    if (answer ? !is_sound(*answer) : !is_documented(answer.error().code)) std::abort();
    return 0;
}
