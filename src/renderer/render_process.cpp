#include "renderer/render_process.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace likeness::renderer {

namespace {

struct SocketPair {
    Descriptor ours;
    Descriptor childs;
};

std::optional<SocketPair> make_socket_pair()
{
    std::array<int, 2> raw {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, raw.data()) != 0) return std::nullopt;
    return SocketPair { Descriptor(raw[0]), Descriptor(raw[1]) };
}

class FileActions {
public:
    FileActions() { posix_spawn_file_actions_init(&raw_); }
    ~FileActions() { posix_spawn_file_actions_destroy(&raw_); }
    FileActions(FileActions const&) = delete;
    FileActions& operator=(FileActions const&) = delete;

    // Its stderr is ours: what it says while it starts, or when it crashes, is for the operator.
    posix_spawn_file_actions_t const* with_channel(int socket)
    {
        posix_spawn_file_actions_addopen(&raw_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&raw_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&raw_, socket, channel_descriptor);
        return &raw_;
    }

private:
    posix_spawn_file_actions_t raw_ {};
};

class SpawnAttributes {
public:
    // A server blocks and ignores signals for its own ends; a child inherits neither. In a process group
    // of its own it does not see the Ctrl-C that asks the server to finish what it has begun.
    SpawnAttributes()
    {
        posix_spawnattr_init(&raw_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&raw_, &none);
        posix_spawnattr_setsigdefault(&raw_, &all);
        posix_spawnattr_setpgroup(&raw_, 0);
        posix_spawnattr_setflags(
            &raw_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnAttributes() { posix_spawnattr_destroy(&raw_); }
    SpawnAttributes(SpawnAttributes const&) = delete;
    SpawnAttributes& operator=(SpawnAttributes const&) = delete;

    posix_spawnattr_t const* raw() const { return &raw_; }

private:
    posix_spawnattr_t raw_ {};
};

tl::unexpected<Error> cannot_start(std::filesystem::path const& program, int error_number)
{
    return fail(Code::internal_server_error, "The picture renderer cannot be started.",
        program.string() + ": " + std::generic_category().message(error_number));
}

// The arguments for exec, which wants them writable.
std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

Result<pid_t> spawn(RenderProcess::Program const& program, int socket)
{
    auto texts = program.settings.arguments();
    texts.insert(texts.begin(), program.path.string());
    auto const arguments = pointers_to(texts);
    std::array<char*, 1> const no_environment { nullptr };
    FileActions actions;
    SpawnAttributes const attributes;
    pid_t child = -1;
    int const error = ::posix_spawn(&child, program.path.c_str(), actions.with_channel(socket),
        attributes.raw(), arguments.data(), no_environment.data());
    if (error != 0) return cannot_start(program.path, error);
    return child;
}

Descriptor open_memory_facts(pid_t child)
{
    auto const path = "/proc/" + std::to_string(child) + "/statm";
    return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

Error failed_this_time(std::string message, std::string detail = {})
{
    return { Code::internal_server_transient_error, std::move(message), std::move(detail) };
}

Error grew(std::uint64_t bytes_max)
{
    return failed_this_time("The picture made the renderer grow past its memory limit.",
        "more than " + std::to_string(bytes_max) + " bytes");
}

Error hung(std::string detail)
{
    return failed_this_time("The picture kept the renderer busy for too long.", std::move(detail));
}

Error crashed(std::string detail)
{
    return failed_this_time("The picture made the renderer crash.", std::move(detail));
}

}

Result<std::unique_ptr<RenderProcess>> RenderProcess::start(Program const& program)
{
    auto sockets = make_socket_pair();
    if (!sockets) return cannot_start(program.path, errno);
    auto const child = spawn(program, sockets->childs.raw());
    if (!child) return tl::unexpected(child.error());
    return std::unique_ptr<RenderProcess>(
        new RenderProcess(*child, std::move(sockets->ours), program.settings.memory_bytes_max));
}

RenderProcess::RenderProcess(pid_t child, Descriptor socket, std::uint64_t memory_bytes_max)
    : child_(child)
    , memory_bytes_max_(memory_bytes_max)
    , memory_facts_(open_memory_facts(child))
    , channel_(std::move(socket), [this] { return resident_bytes() <= memory_bytes_max_; })
{
}

RenderProcess::~RenderProcess()
{
    end();
}

Result<std::vector<Rendition>> RenderProcess::render(base::ByteView upload, Moment deadline)
{
    auto const payload = exchange({ .file_bytes = upload.size() }, upload, deadline);
    if (!payload) return tl::unexpected(payload.error());
    auto answer = decode_answer(*payload);
    if (!answer) return tl::unexpected(babbled());
    return std::move(*answer);
}

Result<base::Bytes> RenderProcess::fit(
    base::ByteView jpeg, std::uint32_t edge_px, std::size_t bytes_max, Moment deadline)
{
    auto const payload = exchange({ .file_bytes = jpeg.size(), .fit_bytes_max = bytes_max }, jpeg, deadline);
    if (!payload) return tl::unexpected(payload.error());
    auto answer = decode_fit_answer(*payload, edge_px, bytes_max);
    if (!answer) return tl::unexpected(babbled());
    return std::move(*answer);
}

Result<Pixels> RenderProcess::pixels(base::ByteView picture, std::uint32_t edge_px_max, Moment deadline)
{
    auto const payload
        = exchange({ .file_bytes = picture.size(), .pixels_edge_max = edge_px_max }, picture, deadline);
    if (!payload) return tl::unexpected(payload.error());
    auto answer = decode_pixels_answer(*payload, edge_px_max);
    if (!answer) return tl::unexpected(babbled());
    return std::move(*answer);
}

Error RenderProcess::babbled()
{
    broken_ = true;
    return crashed("its answer makes no sense");
}

Result<base::Bytes> RenderProcess::exchange(RequestHead const& head, base::ByteView file, Moment deadline)
{
    ++uploads_;
    FrameHeader header {};
    auto ending = channel_.send(encode_request_head(head), deadline);
    if (ending == Transfer::done) ending = channel_.send(file, deadline);
    if (ending == Transfer::done) ending = channel_.receive(header, deadline);
    if (ending != Transfer::done) return tl::unexpected(explain(ending));

    if (frame_bytes(header) > limits::renderer_answer_bytes_max) {
        broken_ = true;
        return tl::unexpected(crashed("its answer is too long"));
    }
    base::Bytes payload(frame_bytes(header));
    ending = channel_.receive(payload, deadline);
    if (ending != Transfer::done) return tl::unexpected(explain(ending));
    return payload;
}

// Which of the three it was: too much memory, too much time, or a crash.
Error RenderProcess::explain(Transfer ending)
{
    broken_ = true;
    if (ending == Transfer::stopped) return grew(memory_bytes_max_);
    if (ending == Transfer::timed_out) return hung("no answer before the deadline");
    return explain_end();
}

Error RenderProcess::explain_end()
{
    int const status = end();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return hung("its CPU time was used up");
    if (WIFSIGNALED(status)) return crashed("signal " + std::to_string(WTERMSIG(status)));
    switch (static_cast<ChildExit>(WEXITSTATUS(status))) {
    case ChildExit::out_of_memory: return grew(memory_bytes_max_);
    case ChildExit::cannot_start:
    case ChildExit::usage:
        return { Code::internal_server_error, "The picture renderer cannot be started.",
            "it left with status " + std::to_string(WEXITSTATUS(status)) };
    case ChildExit::done: break;
    }
    return crashed("it left with status " + std::to_string(WEXITSTATUS(status)));
}

// One that has begun to die keeps the status it dies with, whatever we send it now.
int RenderProcess::end()
{
    int status = 0;
    if (child_ < 0) return status;
    ::kill(child_, SIGKILL);
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) { }
    child_ = -1;
    return status;
}

// The second number of statm is the resident size in pages. What cannot be read is no reason to kill.
std::size_t RenderProcess::resident_bytes() const
{
    std::array<char, 128> text {};
    auto const got = ::pread(memory_facts_.raw(), text.data(), text.size(), 0);
    if (got <= 0) return 0;
    auto const* const end = text.data() + got;
    auto const* const blank = std::find(text.data(), text.data() + got, ' ');
    std::size_t pages = 0;
    if (blank != end) std::from_chars(blank + 1, end, pages);
    return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}
