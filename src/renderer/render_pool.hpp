// RenderPool: PhotoRenderer by a pool of likeness-render processes, so that a decoder's crash costs one upload.
// Source: docs/decisions/0003-pictures-in-a-process-of-their-own.md
#pragma once

#include "core/limits.hpp"
#include "core/ports/photo_renderer.hpp"

#include <chrono>
#include <filesystem>
#include <memory>

namespace likeness::renderer {

struct RenderPoolOptions {
    std::filesystem::path program; ///< likeness-render.
    unsigned processes = 2; ///< Started when they are first needed, kept for later uploads.
    std::size_t waiting_max = 16; ///< Uploads that wait for a free process: server_busy past it.
    std::size_t upload_bytes_max = limits::upload_bytes_max;
    std::uint64_t upload_pixels_max = limits::upload_pixels_max;
    std::size_t memory_bytes_max = limits::renderer_memory_bytes_max;
    std::chrono::milliseconds cpu_max = limits::renderer_cpu_max;
    std::chrono::milliseconds time_max = limits::renderer_time_max;
};

/// Where likeness-render lies: beside the running program, else in the libexec folder of an installation.
std::filesystem::path default_render_program();

std::unique_ptr<PhotoRenderer> make_render_pool(RenderPoolOptions options);

}
