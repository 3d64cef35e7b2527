// One upload, file in to nine renditions out, as likeness-render does it: decoding, cropping, scaling and encoding, with
// no process, database or network around it. Argument: the picture's longer edge in pixels; it is 4:3, a drawing with
// some noise on it, a JPEG of quality 92. What is aimed at: 130 ms of CPU for 4000 (12 megapixels), 75 for 1155 (1).
#include "base/file.hpp"
#include "image/decoders.hpp"
#include "image/render_picture.hpp"
#include "image/vips.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>

namespace {

using namespace likeness;
using image::Image;

Image picture_of(int longer_edge_px)
{
    auto drawing = image::run([&](VipsImage** out) {
        return vips_thumbnail(LIKENESS_PICTURE, out, longer_edge_px, "size", VIPS_SIZE_BOTH, nullptr);
    }).value();
    auto const noise = image::run([&](VipsImage** out) {
        return vips_gaussnoise(out, vips_image_get_width(drawing.get()), vips_image_get_height(drawing.get()),
            "sigma", 6.0, "mean", 0.0, "seed", 1, nullptr);
    }).value();
    auto const sum = image::run([&](VipsImage** out) {
        return vips_add(drawing.get(), noise.get(), out, nullptr);
    }).value();
    return image::run([&](VipsImage** out) { return vips_cast_uchar(sum.get(), out, nullptr); }).value();
}

base::Bytes file_of(int longer_edge_px)
{
    void* raw = nullptr;
    std::size_t size = 0;
    if (vips_jpegsave_buffer(picture_of(longer_edge_px).get(), &raw, &size, "Q", 92, nullptr) != 0)
        std::abort();
    base::ByteView const bytes { static_cast<std::byte const*>(raw), size };
    auto copy = base::copy_of(bytes);
    g_free(raw);
    return copy;
}

void render_upload(benchmark::State& state)
{
    static bool const started = image::start_decoders().has_value();
    if (!started) std::abort();
    auto const file = file_of(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        auto const renditions = image::render_picture(file);
        if (!renditions || renditions->size() != photo_sizes.size()) std::abort();
        benchmark::DoNotOptimize(renditions);
    }
}
BENCHMARK(render_upload)->Arg(4000)->Arg(1155)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}
