// Connection: reads requests one by one, asks the handler, sends the answers, until somebody has enough.
#pragma once

#include "http/clock.hpp"
#include "http/exchange_state.hpp"
#include "http/transport.hpp"

#include <memory>

namespace likeness::http {

class Core;

/// Where a connection comes from.
struct Peer {
    std::string address; ///< Without the port; an IPv4 address as such even when it came in over IPv6.
    bool loopback = false;
};

Peer peer_of(Tcp::endpoint const& endpoint);

/// Lives on the thread of its core.
class Connection final : private Waiter {
public:
    Connection(Core& core, std::unique_ptr<Transport> transport, Peer peer);
    ~Connection() override;

    /// The whole life of the connection.
    Awaitable<void> serve();

    /// Ends the operation under way when its time is over.
    void sweep(Moment moment);

    /// Closes if it only waits for a next request.
    void stop();

    /// Closes whatever it does. A handler that still holds the exchange may keep it.
    void abort();

    std::size_t place = 0; ///< In the core's list; the core's business.

private:
    // How the connection ends.
    enum class Farewell {
        none, // The caller is gone, or worth no courtesy.
        polite,
        lingering, // The caller may be sending still, and must yet be able to read our answer.
    };

    // What became of bytes that were asked for.
    enum class Arrival { more, lost, late };

    enum class BodyUse { wanted, drained };

    Awaitable<bool> read_head();
    Awaitable<bool> answer();
    Awaitable<bool> read_body(BodyUse use);
    Awaitable<bool> hand_over_body();
    Awaitable<void> invite_body();
    Awaitable<Arrival> receive();
    Awaitable<Next> resumed();
    Awaitable<bool> send();
    Awaitable<bool> write_rest();
    Awaitable<void> refuse(Refusal refusal);
    Awaitable<void> say_goodbye();
    Awaitable<void> linger();

    void set_deadline(std::chrono::milliseconds from_now);
    void set_deadline_of_head();
    void go_on(Next next) override;

    Core& core_;
    std::unique_ptr<Transport> transport_;
    std::shared_ptr<ExchangeState> const exchange_;
    RequestReader& reader_;
    bool const loopback_;
    Outgoing outgoing_;

    Moment deadline_ = never;
    bool expired_ = false;
    bool aborted_ = false;
    bool idle_ = false;
    bool head_begun_ = false;
    bool read_whole_ = false; // Nothing of this request is left to read.
    Farewell farewell_ = Farewell::none;
    Timer resumption_; // Never fires: what waits for it waits for go_on() or abort().
    Next next_ = Next::respond; // What go_on() said.
};

}
