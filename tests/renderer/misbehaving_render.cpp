// A program in likeness-render's place that breaks in the way its first upload asks for: "please crash".
// So does a JPEG with that in a comment at its beginning, where a rendition is to fit.
// Any other file it leaves where it is and becomes the real program, which then finds it.
#include "renderer/protocol.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace likeness;
using namespace std::string_view_literals;

// The upload's first bytes, without taking them from the channel.
std::string_view peek()
{
    static std::array<char, sizeof(renderer::RequestHead) + 64> raw {};
    auto const got = ::recv(renderer::channel_descriptor, raw.data(), raw.size(), MSG_PEEK);
    // Header and upload are two writes: look again until a little of the second is there.
    if (got > 0 && static_cast<std::size_t>(got) < sizeof(renderer::RequestHead) + "please"sv.size()) {
        ::usleep(1000);
        return peek();
    }
    if (got <= 0) _exit(0);
    return std::string_view(raw.data(), static_cast<std::size_t>(got)).substr(sizeof(renderer::RequestHead));
}

void say(base::ByteView bytes)
{
    if (::write(renderer::channel_descriptor, bytes.data(), bytes.size()) < 0) _exit(1);
}

void answer(base::ByteView payload)
{
    say(renderer::frame_header(payload.size()));
    say(payload);
}

[[noreturn]] void wait_for_ever()
{
    for (;;) ::pause();
}

void use_cpu_time_for_ever()
{
    rlimit const a_second { .rlim_cur = 1, .rlim_max = 2 };
    ::setrlimit(RLIMIT_CPU, &a_second);
    for (unsigned volatile turns = 0;;) turns = turns + 1;
}

void grow_for_ever()
{
    constexpr std::size_t piece = 16u << 20;
    for (;;) {
        auto* const memory = static_cast<char*>(std::malloc(piece)); // NOLINT: never freed, on purpose.
        if (memory == nullptr) wait_for_ever();
        std::memset(memory, 7, piece);
    }
}

void crash()
{
    // Not abort(): a sanitizer would print a report about it.
    ::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
}

void send_half_an_answer()
{
    say(renderer::frame_header(1000));
    say(base::as_bytes("half"));
}

void do_as(std::string_view request)
{
    if (request.starts_with("please crash")) crash();
    if (request.starts_with("please hang")) wait_for_ever();
    if (request.starts_with("please spin")) use_cpu_time_for_ever();
    if (request.starts_with("please grow")) grow_for_ever();
    if (request.starts_with("please leave")) _exit(0);
    if (request.starts_with("please want memory"))
        _exit(static_cast<int>(renderer::ChildExit::out_of_memory));
    if (request.starts_with("please do not start"))
        _exit(static_cast<int>(renderer::ChildExit::cannot_start));
    if (request.starts_with("please stop halfway")) send_half_an_answer(), _exit(0);
    if (request.starts_with("please stall halfway")) send_half_an_answer(), wait_for_ever();
    if (request.starts_with("please babble")) answer(base::as_bytes("nonsense")), wait_for_ever();
    if (request.starts_with("please promise much")) say(renderer::frame_header(~0ULL)), wait_for_ever();
}

}

int main(int, char** arguments)
{
    auto const file = peek();
    do_as(file.substr(std::min(file.find("please"), file.size())));
    ::execv(LIKENESS_RENDER_PROGRAM, arguments);
    _exit(127);
}
