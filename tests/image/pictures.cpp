#include "image/pictures.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

namespace likeness::image::test {

namespace {

using Plane = std::vector<double>;

Image flat(int width_px, int height_px, std::array<double, 3> colour)
{
    auto const black
        = made(run([&](VipsImage** out) { return vips_black(out, width_px, height_px, nullptr); }));
    auto const coloured = made(run([&](VipsImage** out) {
        std::array<double, 3> const one { 1, 1, 1 };
        return vips_linear(black.get(), out, one.data(), colour.data(), 3, "uchar", TRUE, nullptr);
    }));
    return made(run([&](VipsImage** out) {
        return vips_copy(coloured.get(), out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    }));
}

Image beside(VipsImage* left, VipsImage* right, VipsDirection direction)
{
    return made(run([&](VipsImage** out) { return vips_join(left, right, out, direction, nullptr); }));
}

Image noise(int width_px, int height_px, double strength, int seed)
{
    std::array<VipsImage*, 3> bands {};
    for (std::size_t band = 0; band < bands.size(); ++band)
        // Much of it is the same in all three: nature is mostly grey.
        vips_gaussnoise(&bands[band], width_px, height_px, "mean", 0.0, "sigma", strength, "seed",
            band == 2 ? seed : seed + 1, nullptr);
    auto joined = made(run([&](VipsImage** out) {
        return vips_bandjoin(bands.data(), out, static_cast<int>(bands.size()), nullptr);
    }));
    for (auto* const band : bands) g_object_unref(band);
    return joined;
}

Image sum(Image left, Image right)
{
    return made(run([&](VipsImage** out) { return vips_add(left.get(), right.get(), out, nullptr); }));
}

Image enlarged(VipsImage* image, double scale)
{
    return made(run([&](VipsImage** out) {
        return vips_resize(image, out, scale, "kernel", VIPS_KERNEL_CUBIC, nullptr);
    }));
}

// Noise of the same strength in every octave from an eighth of the edge down to one pixel.
Image octaves(int edge_px)
{
    constexpr double contrast = 12;
    int edge = 8;
    auto picture = noise(edge, edge, contrast, edge);
    for (edge *= 2; edge <= edge_px; edge *= 2)
        picture = sum(enlarged(picture.get(), 2), noise(edge, edge, contrast, edge));
    return picture;
}

Plane luma_of(Pixels const& pixels)
{
    Plane luma;
    for (int y = 0; y < pixels.height_px; ++y)
        for (int x = 0; x < pixels.width_px; ++x) {
            auto const [red, green, blue] = pixels.at(x, y);
            luma.push_back(0.299 * red + 0.587 * green + 0.114 * blue);
        }
    return luma;
}

constexpr int window = 11;

std::array<double, window> gaussian()
{
    std::array<double, window> weights {};
    for (int index = 0; index < window; ++index)
        weights[static_cast<std::size_t>(index)]
            = std::exp(-std::pow(index - window / 2, 2) / (2 * 1.5 * 1.5));
    auto const total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (auto& weight : weights) weight /= total;
    return weights;
}

// One direction of the blur; what lies within half a window of the edge is left at zero.
Plane blurred(Plane const& plane, std::ptrdiff_t step)
{
    static auto const weights = gaussian();
    constexpr std::ptrdiff_t half = window / 2;
    auto const size = static_cast<std::ptrdiff_t>(plane.size());
    Plane out(plane.size());
    for (auto const* in = plane.data(); auto const weight : weights) {
        // The tap that this weight belongs to, for all pixels at once.
        auto* to = out.data() + half * step;
        for (auto const* const end = in + size - 2 * half * step; in != end; ++in, ++to) *to += weight * *in;
        in += step - (size - 2 * half * step);
    }
    return out;
}

struct Statistics {
    Plane left, right, left_squared, right_squared, product;
};

Statistics statistics_of(Plane const& left, Plane const& right, int width_px)
{
    auto const mean = [&](Plane const& plane) { return blurred(blurred(plane, 1), width_px); };
    auto const times = [](Plane const& a, Plane const& b) {
        Plane out(a.size());
        std::ranges::transform(a, b, out.begin(), std::multiplies<> {});
        return out;
    };
    return { mean(left), mean(right), mean(times(left, left)), mean(times(right, right)),
        mean(times(left, right)) };
}

double similarity_at(Statistics const& means, std::size_t at)
{
    constexpr double c1 = 0.01 * 255 * 0.01 * 255;
    constexpr double c2 = 0.03 * 255 * 0.03 * 255;
    auto const l = means.left[at];
    auto const r = means.right[at];
    auto const variances = means.left_squared[at] - l * l + means.right_squared[at] - r * r;
    auto const covariance = means.product[at] - l * r;
    return (2 * l * r + c1) * (2 * covariance + c2) / ((l * l + r * r + c1) * (variances + c2));
}

}

Image made(Result<Image> image)
{
    if (image) return std::move(*image);
    std::fprintf(stderr, "cannot make a test picture: %s\n", for_operator(image.error()).c_str());
    std::abort();
}

Image quarters(int width_px, int height_px)
{
    auto const left = std::max(width_px / 2, 1);
    auto const top = std::max(height_px / 2, 1);
    auto const right = width_px - left;
    auto const bottom = height_px - top;
    auto const red = flat(left, top, { 255, 0, 0 });
    if (right == 0 || bottom == 0) return flat(width_px, height_px, { 255, 0, 0 });
    auto const upper = beside(red.get(), flat(right, top, { 0, 255, 0 }).get(), VIPS_DIRECTION_HORIZONTAL);
    auto const lower = beside(flat(left, bottom, { 0, 0, 255 }).get(),
        flat(right, bottom, { 255, 255, 0 }).get(), VIPS_DIRECTION_HORIZONTAL);
    return beside(upper.get(), lower.get(), VIPS_DIRECTION_VERTICAL);
}

Image ordinary_picture(int width_px, int height_px)
{
    constexpr int shapes = 256; // Across the picture: where lenses end.
    constexpr double grain = 2.5;
    auto const scene = enlarged(octaves(shapes).get(), (std::max(width_px, height_px) + 1.0) / shapes);
    auto cut = made(run([&](VipsImage** out) {
        return vips_extract_area(scene.get(), out, 0, 0, width_px, height_px, nullptr);
    }));
    auto const picture = sum(std::move(cut), noise(width_px, height_px, grain, 1));
    auto const centred = made(run(
        [&](VipsImage** out) { return vips_linear1(picture.get(), out, 1, 128, "uchar", TRUE, nullptr); }));
    auto const tagged = made(run([&](VipsImage** out) {
        return vips_copy(centred.get(), out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    }));
    return Image(vips_image_copy_memory(tagged.get()));
}

base::Bytes encoded(VipsImage* image, std::string const& format)
{
    void* raw = nullptr;
    std::size_t size = 0;
    int const status = vips_image_write_to_buffer(image, format.c_str(), &raw, &size, nullptr);
    std::unique_ptr<void, void (*)(void*)> const owned(raw, g_free);
    if (status != 0) made(decoding_failed());
    return base::copy_of({ static_cast<std::byte const*>(raw), size });
}

std::string as_name(std::string format)
{
    std::erase_if(format, [](unsigned char letter) { return std::isalnum(letter) == 0; });
    return format;
}

std::array<int, 3> Pixels::at(int x, int y) const
{
    auto const first
        = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_px) + static_cast<std::size_t>(x))
        * static_cast<std::size_t>(bands);
    return { values[first], values[first + 1], values[first + 2] };
}

Pixels pixels_of(VipsImage* image)
{
    std::size_t size = 0;
    std::unique_ptr<void, void (*)(void*)> const raw(vips_image_write_to_memory(image, &size), g_free);
    auto const* const values = static_cast<std::uint8_t const*>(raw.get());
    return { .width_px = vips_image_get_width(image),
        .height_px = vips_image_get_height(image),
        .bands = vips_image_get_bands(image),
        .values = { values, values + size } };
}

Pixels decoded(base::ByteView jpeg)
{
    auto const image = made(run([&](VipsImage** out) {
        return vips_jpegload_buffer(const_cast<std::byte*>(jpeg.data()), jpeg.size(), out, nullptr);
    }));
    return pixels_of(image.get());
}

double structural_similarity(Pixels const& left, Pixels const& right)
{
    auto const means = statistics_of(luma_of(left), luma_of(right), left.width_px);
    constexpr int half = window / 2;
    double total = 0;
    int count = 0;
    for (int y = half; y < left.height_px - half; ++y)
        for (int x = half; x < left.width_px - half; ++x, ++count)
            total += similarity_at(means, static_cast<std::size_t>(y * left.width_px + x));
    return total / count;
}

}
