// RenderProcess: one running likeness-render, from its start to its burial.
#pragma once

#include "renderer/channel.hpp"
#include "renderer/protocol.hpp"

#include <filesystem>
#include <memory>
#include <sys/types.h>

namespace likeness::renderer {

/// One caller at a time. Ends the child, by force, and reaps it when it is destroyed.
class RenderProcess {
public:
    struct Program {
        std::filesystem::path path;
        ChildSettings settings;
    };

    /// The calling thread must outlive the process: the kernel kills the child when that thread ends.
    /// Errors: internal_server_error, the path in its detail, when the program cannot be started.
    static Result<std::unique_ptr<RenderProcess>> start(Program const& program);

    ~RenderProcess();
    RenderProcess(RenderProcess const&) = delete;
    RenderProcess& operator=(RenderProcess const&) = delete;

    /// As PhotoRenderer::render. After an Error of which is_broken() tells, the process is good for
    /// nothing but destruction.
    Result<std::vector<Rendition>> render(base::ByteView upload, Moment deadline);

    /// As PhotoRenderer::fit, of a JPEG whose header says `edge_px` along both sides; `bytes_max` is not 0. Otherwise as
    /// render.
    Result<base::Bytes> fit(
        base::ByteView jpeg, std::uint32_t edge_px, std::size_t bytes_max, Moment deadline);

    /// As PixelReader::read, with the limits of it. Otherwise as render.
    Result<Pixels> pixels(base::ByteView picture, std::uint32_t edge_px_max, Moment deadline);

    /// Whether it crashed, hung, grew or spoke nonsense, now or since it was last used.
    bool is_broken() const { return broken_ || !channel_.is_quiet(); }

    std::size_t resident_bytes() const;
    unsigned uploads() const { return uploads_; } ///< How many files it has been given.

private:
    RenderProcess(pid_t child, Descriptor socket, std::uint64_t memory_bytes_max);

    Result<base::Bytes> exchange(RequestHead const& head, base::ByteView file, Moment deadline);
    Error babbled();
    Error explain(Transfer ending);
    Error explain_end();
    int end();

    pid_t child_;
    std::uint64_t memory_bytes_max_;
    Descriptor memory_facts_;
    Channel channel_;
    unsigned uploads_ = 0;
    bool broken_ = false;
};

}
