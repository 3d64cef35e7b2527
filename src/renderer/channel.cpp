#include "renderer/channel.hpp"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace likeness::renderer {

namespace {

using namespace std::chrono_literals;

// A child that allocates and touches as fast as it can takes about 100 MB in this time.
constexpr auto look_in_every = 10ms;

bool must_wait()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}

Descriptor::~Descriptor()
{
    if (raw_ >= 0) ::close(raw_);
}

Transfer Channel::send(base::ByteView bytes, Moment deadline)
{
    while (!bytes.empty()) {
        // A dead child must not kill us by SIGPIPE.
        auto const sent = ::send(socket_.raw(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
            continue;
        }
        if (!must_wait()) return Transfer::closed;
        if (auto const waited = wait_for(POLLOUT, deadline); waited != Transfer::done) return waited;
    }
    return Transfer::done;
}

Transfer Channel::receive(std::span<std::byte> into, Moment deadline)
{
    while (!into.empty()) {
        auto const got = ::recv(socket_.raw(), into.data(), into.size(), MSG_DONTWAIT);
        if (got > 0) {
            into = into.subspan(static_cast<std::size_t>(got));
            continue;
        }
        if (got == 0 || !must_wait()) return Transfer::closed;
        if (auto const waited = wait_for(POLLIN, deadline); waited != Transfer::done) return waited;
    }
    return Transfer::done;
}

bool Channel::is_quiet() const
{
    pollfd waiting { .fd = socket_.raw(), .events = POLLIN, .revents = 0 };
    return ::poll(&waiting, 1, 0) == 0;
}

Transfer Channel::wait_for(short events, Moment deadline)
{
    for (;;) {
        auto const left
            = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left <= 0ms) return Transfer::timed_out;
        pollfd waiting { .fd = socket_.raw(), .events = events, .revents = 0 };
        int const ready = ::poll(&waiting, 1, static_cast<int>(std::min(left, look_in_every + 0ms).count()));
        if (ready > 0) return Transfer::done;
        if (!may_go_on_()) return Transfer::stopped;
    }
}

}
