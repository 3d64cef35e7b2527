#include "renderer/pixel_reader.hpp"

namespace likeness::renderer {

namespace {

ChildSettings usual_settings()
{
    return { .upload_bytes_max = limits::upload_bytes_max,
        .upload_pixels_max = limits::upload_pixels_max,
        .memory_bytes_max = limits::renderer_memory_bytes_max,
        .cpu_max = limits::renderer_cpu_max };
}

}

Result<Pixels> PixelReader::read(base::ByteView picture, std::uint32_t edge_px_max)
{
    if (picture.size() > limits::upload_bytes_max)
        return fail(Code::data_size_limit_exceeded, "The picture has too many bytes.");
    auto const deadline = std::chrono::steady_clock::now() + limits::renderer_time_max;
    return make_ready().and_then([&] { return process_->pixels(picture, edge_px_max, deadline); });
}

Result<void> PixelReader::make_ready()
{
    if (process_ && !process_->is_broken()) return {};
    process_.reset();
    return RenderProcess::start({ program_, usual_settings() }).map([&](auto&& started) {
        process_ = std::move(started);
    });
}

}
