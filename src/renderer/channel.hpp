// Our end of the socket to one child: sends and receives until a deadline, and looks in on the child
// meanwhile.
#pragma once

#include "base/bytes.hpp"

#include <chrono>
#include <functional>
#include <span>
#include <utility>

namespace likeness::renderer {

using Moment = std::chrono::steady_clock::time_point;

/// How a transfer ended.
enum class Transfer {
    done,
    closed, ///< By the other side, which has died or left.
    timed_out,
    stopped, ///< By `may_go_on`.
};

/// A descriptor, closed with its owner.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int raw)
        : raw_(raw)
    {
    }
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept
        : raw_(std::exchange(other.raw_, -1))
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(raw_, other.raw_);
        return *this;
    }

    int raw() const { return raw_; }
    bool is_open() const { return raw_ >= 0; }

private:
    int raw_ = -1;
};

/// One caller at a time.
class Channel {
public:
    /// `may_go_on` is asked every few milliseconds while there is something to wait for.
    Channel(Descriptor socket, std::function<bool()> may_go_on)
        : socket_(std::move(socket))
        , may_go_on_(std::move(may_go_on))
    {
    }

    Transfer send(base::ByteView bytes, Moment deadline);
    Transfer receive(std::span<std::byte> into, Moment deadline);

    /// Whether the other side is there and has nothing to say, as it should between two uploads.
    bool is_quiet() const;

private:
    Transfer wait_for(short events, Moment deadline);

    Descriptor socket_;
    std::function<bool()> may_go_on_;
};

}
