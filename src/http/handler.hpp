// Handler: what the server asks for every request, first with the head alone and then, if the handler wants
// it, with the body. Credentials can so be judged before a byte of a body is taken in.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <memory>

namespace likeness::http {

/// What happens next with an exchange.
enum class Next {
    respond, ///< exchange.response() is the answer.
    read_body, ///< Take in the body, at most exchange.body_max bytes, then call on_body.
    wait, ///< The handler took exchange.defer() and will go on from another thread.
};

class Exchange;

/// The handler's promise to go on with an exchange that waits. Movable; may be called from any thread, once.
/// Until then the exchange belongs to whoever holds this, so `exchange()` may be read and written freely.
/// Dropped without a call, it answers 503 and closes the connection. Safe when the caller has hung up.
class Resume {
public:
    class Target {
    public:
        virtual ~Target() = default;
        virtual Exchange& exchange() = 0;
        virtual void resume(Next next) = 0;
    };

    explicit Resume(std::shared_ptr<Target> target)
        : target_(std::move(target))
    {
    }
    Resume(Resume&&) noexcept = default;
    Resume& operator=(Resume&&) = delete;
    ~Resume();

    Exchange& exchange() const { return target_->exchange(); }

    /// `next` is respond or read_body.
    void operator()(Next next) &&;

private:
    std::shared_ptr<Target> target_;
};

/// One request and its answer, while it lasts.
class Exchange {
public:
    virtual ~Exchange() = default;

    RequestHead head;
    base::ByteView body; ///< Whole in on_body; empty before.
    std::size_t body_max
        = 0; ///< Set by the handler before it says read_body; past it the server answers 413.
    Response response;

    /// What on_head leaves for on_body to find: the handler's own business. Empty before each request.
    struct Note {
        void* what = nullptr;
        std::shared_ptr<void const> owner;
    };
    Note note;

    /// Call at most once a step, then return Next::wait.
    virtual Resume defer() = 0;
};

/// Called on I/O threads, several at once: must not block. What takes time goes to a lane by defer().
class Handler {
public:
    virtual ~Handler() = default;

    /// The head is in; of the body nothing yet. When this answers a request that has a body, the server
    /// drains up to 64 KB of it to keep the connection, and closes the connection past that.
    virtual Next on_head(Exchange& exchange) = 0;

    /// The body is in as well. Only after Next::read_body.
    virtual Next on_body(Exchange& exchange) = 0;
};

}
