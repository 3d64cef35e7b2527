// A program's own Transport as what the client sends its requests by.
#pragma once

#include "client/http/http_client.hpp"
#include "likeness/transport.hpp"

namespace likeness::exchange {

/// What it answers is bounded here, whatever it does.
class TransportSender final : public client::HttpSender {
public:
    explicit TransportSender(std::shared_ptr<Transport> transport)
        : transport_(std::move(transport))
    {
    }

    client::Outcome<client::HttpAnswer> send(client::HttpRequest const& request) override;

private:
    std::shared_ptr<Transport> transport_;
};

}
