// likeness-render: decodes pictures in a process of its own, one after the other, until its
// channel closes. Started by likeness (renderer/render_process.cpp), not by hand; the channel speaks
// renderer/protocol.hpp.
#include "core/limits.hpp"
#include "image/decoders.hpp"
#include "image/fit_picture.hpp"
#include "image/picture_pixels.hpp"
#include "image/render_picture.hpp"
#include "likeness-render/confinement.hpp"
#include "renderer/limits.hpp"
#include "renderer/protocol.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <optional>
#include <span>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace likeness;
using renderer::ChildExit;
using renderer::ChildSettings;

// Not exit(): there is nothing to flush, and what libraries do at the end may not be allowed any more.
[[noreturn]] void leave(ChildExit status) noexcept
{
    _exit(static_cast<int>(status));
}

[[noreturn]] void leave_for_want_of_memory() noexcept
{
    leave(ChildExit::out_of_memory);
}

[[noreturn]] void leave_because(Error const& error)
{
    std::fprintf(stderr, "likeness-render: %s\n", for_operator(error).c_str());
    leave(ChildExit::cannot_start);
}

void require(Result<> const& done)
{
    if (!done) leave_because(done.error());
}

bool has_channel()
{
    int type = 0;
    socklen_t size = sizeof type;
    return getsockopt(renderer::channel_descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0
        && type == SOCK_STREAM;
}

// False at the end of the channel.
bool read_all(std::span<std::byte> into)
{
    while (!into.empty()) {
        auto const got = ::read(renderer::channel_descriptor, into.data(), into.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool write_all(base::ByteView bytes)
{
    while (!bytes.empty()) {
        auto const written = ::write(renderer::channel_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

struct Request {
    renderer::RequestHead head;
    base::Bytes file;
};

std::optional<Request> read_request(std::size_t bytes_max)
{
    renderer::RequestHeadBytes raw {};
    if (!read_all(raw)) return std::nullopt;
    auto const head = renderer::decode_request_head(raw);
    // The parent has checked this: one that sends more is not our parent.
    if (head.file_bytes > bytes_max) return std::nullopt;
    Request request { .head = head, .file = base::Bytes(head.file_bytes) };
    if (!read_all(request.file)) return std::nullopt;
    return request;
}

base::Bytes answer_to(Request const& request, ChildSettings const& settings)
{
    image::PictureLimits const picture_limits { .bytes_max = settings.upload_bytes_max,
        .pixels_max = settings.upload_pixels_max };
    auto const& head = request.head;
    if (head.pixels_edge_max != 0) {
        // The parent stays below this.
        auto const edge
            = static_cast<int>(std::min<std::uint64_t>(head.pixels_edge_max, limits::shown_edge_px_max));
        return renderer::encode_pixels_answer(image::picture_pixels(request.file, edge, picture_limits));
    }
    if (head.fit_bytes_max != 0)
        return renderer::encode_fit_answer(
            image::fit_picture(request.file, head.fit_bytes_max, picture_limits));
    return renderer::encode_answer(image::render_picture(request.file, picture_limits));
}

bool answer(Request const& request, ChildSettings const& settings)
{
    auto const payload = answer_to(request, settings);
    return write_all(renderer::frame_header(payload.size())) && write_all(payload);
}

void serve(ChildSettings const& settings)
{
    while (auto const request = read_request(settings.upload_bytes_max)) {
        require(render::allow_cpu_time(settings.cpu_max));
        if (!answer(*request, settings)) return;
        // What a large picture took goes back, so that a process at rest is a small one.
        malloc_trim(0);
    }
}

void prepare(ChildSettings const& settings)
{
    // Each arena reserves 64 MB of address space, which is limited.
    mallopt(M_ARENA_MAX, 2);
    std::set_new_handler([] { leave_for_want_of_memory(); });
    require(render::limit_resources({ .memory_bytes_max = settings.memory_bytes_max,
        .files_max = limits::renderer_files_max,
        .last_descriptor = renderer::channel_descriptor }));
    require(image::start_decoders([]() noexcept { leave_for_want_of_memory(); }));
    require(render::forbid_system_calls());
}

}

#ifdef __SANITIZE_THREAD__
// GLib and libvips were built without the thread sanitizer, which does not see them synchronize. The
// threads that are ours are in the parent.
extern "C" [[gnu::visibility("default")]] char const*
__tsan_default_options() // NOLINT: the sanitizer's name for it.
{
    return "report_bugs=0";
}
#endif

int main(int count, char** arguments)
{
    auto const settings
        = ChildSettings::parse({ arguments + 1, static_cast<std::size_t>(std::max(count, 1) - 1) });
    if (!settings || !has_channel()) {
        std::fputs("likeness-render decodes pictures for likeness, which starts it.\n", stderr);
        return static_cast<int>(ChildExit::usage);
    }
    clearenv();
    prepare(*settings);
    serve(*settings);
    leave(ChildExit::done);
}
