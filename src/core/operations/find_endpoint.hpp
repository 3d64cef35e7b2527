// FindEndpoint: what Autodiscover v2, which is anonymous, asks and is answered.
// Source: spec/autodiscover.md 6.
#pragma once

#include "core/email_address.hpp"

namespace likeness {

enum class EndpointProtocol { ews, autodiscover_v1 };

struct FindEndpoint {
    EmailAddress email;
    EndpointProtocol protocol = EndpointProtocol::ews;

    friend bool operator==(FindEndpoint const&, FindEndpoint const&) = default;
};

struct FoundEndpoint {
    EndpointProtocol protocol = EndpointProtocol::ews;
    std::string url;

    friend bool operator==(FoundEndpoint const&, FoundEndpoint const&) = default;
};

}
