// PixelReader: the pixels of a picture from a stranger, decoded by a likeness-render process.
// Source: docs/decisions/0003-pictures-in-a-process-of-their-own.md
#pragma once

#include "core/limits.hpp"
#include "renderer/limits.hpp"
#include "renderer/render_process.hpp"

namespace likeness::renderer {

/// One call at a time, by the thread that made it. The process is started at the first.
class PixelReader {
public:
    /// In: likeness-render.
    explicit PixelReader(std::filesystem::path program)
        : program_(std::move(program))
    {
    }

    /// The whole picture, upright, on white, neither side longer than `edge_px_max`, which is 1 to
    /// limits::shown_edge_px_max. Blocks, at most limits::renderer_time_max.
    /// Errors: content_conversion_failed, data_size_limit_exceeded; internal_server_transient_error (the renderer
    /// crashed, hung or grew); internal_server_error (it cannot be started).
    Result<Pixels> read(base::ByteView picture, std::uint32_t edge_px_max);

private:
    Result<void> make_ready();

    std::filesystem::path program_;
    std::unique_ptr<RenderProcess> process_;
};

}
