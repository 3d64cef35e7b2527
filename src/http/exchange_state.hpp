// What a connection and its handler share of an exchange: plain memory, so that a worker may hold it after the
// connection, or the whole server, is gone.
#pragma once

#include "http/handler.hpp"
#include "http/inbox.hpp"
#include "http/request_reader.hpp"

#include <string>

namespace likeness::http {

/// Who is told, on its own I/O thread, that a handler goes on.
class Waiter {
public:
    virtual ~Waiter() = default;
    virtual void go_on(Next next) = 0;
};

/// One a connection, emptied for each request.
class ExchangeState final : public Exchange,
                            public Resume::Target,
                            public std::enable_shared_from_this<ExchangeState> {
public:
    ExchangeState(Limits const& limits, std::shared_ptr<Inbox> inbox, std::string peer);

    /// Takes over the head that the reader has just read.
    void begin(bool secure, bool loopback);

    /// Lets go of the request and its answer, but not of their memory.
    void end();

private:
    // The limits of the server may be gone before the last worker lets go of this.
    Limits const limits_;

public:
    RequestReader reader;
    Waiter* waiter = nullptr; ///< Read and written on the I/O thread alone.

private:
    Resume defer() override { return Resume(shared_from_this()); }
    Exchange& exchange() override { return *this; }
    void resume(Next next) override;

    std::shared_ptr<Inbox> const inbox_;
    std::string const peer_;
};

}
