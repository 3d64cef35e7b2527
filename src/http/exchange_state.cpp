#include "http/exchange_state.hpp"

namespace likeness::http {

namespace {

// What a long answer leaves behind in the strings of a connection goes back at once.
void forget(std::string& text)
{
    if (text.capacity() > RequestReader::body_bytes_kept_max) std::string().swap(text);
}

}

ExchangeState::ExchangeState(Limits const& limits, std::shared_ptr<Inbox> inbox, std::string peer)
    : limits_(limits)
    , reader(limits_)
    , inbox_(std::move(inbox))
    , peer_(std::move(peer))
{
}

void ExchangeState::begin(bool secure, bool loopback)
{
    head = reader.head();
    head.peer = peer_;
    head.secure = secure;
    head.loopback = loopback;
    body = {};
    body_max = 0;
}

void ExchangeState::end()
{
    response.clear();
    note = {};
    forget(response.headers);
    forget(response.text);
    head = {};
    body = {};
    reader.next_request();
}

void ExchangeState::resume(Next next)
{
    inbox_->post([self = shared_from_this(), next] {
        if (self->waiter) self->waiter->go_on(next);
    });
}

}
