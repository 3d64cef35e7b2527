// ServiceLookup: the SRV records of a name in the DNS.
// Source: RFC 2782; spec/autodiscover.md 7, step 7.
#pragma once

#include "base/bytes.hpp"
#include "client/failure.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace likeness::client {

struct ServiceRecord {
    std::uint16_t priority = 0; ///< The lowest is tried first.
    std::uint16_t weight = 0; ///< Of one priority the highest is tried first.
    std::uint16_t port = 0;
    std::string
        target; ///< As the DNS spells it, without the dot at its end; empty: there is no such service.

    friend bool operator==(ServiceRecord const&, ServiceRecord const&) = default;
};

/// Any thread may call it, also several at once.
class ServiceLookup {
public:
    virtual ~ServiceLookup() = default;

    /// At most limits::service_records_max, in no order; none where the name has none or is unknown.
    /// Errors: network when the DNS does not answer; protocol for what is no answer.
    virtual Outcome<std::vector<ServiceRecord>> find(std::string const& name) = 0;
};

/// The system's DNS, by the C library's resolver.
class DnsServiceLookup final : public ServiceLookup {
public:
    /// In: how long one server of the DNS may take; a server in place of the system's ("127.0.0.1", port), for tests.
    struct Server {
        std::string ipv4;
        std::uint16_t port = 53;
    };
    explicit DnsServiceLookup(std::chrono::seconds time_max, std::optional<Server> server = std::nullopt)
        : time_max_(time_max)
        , server_(std::move(server))
    {
    }

    Outcome<std::vector<ServiceRecord>> find(std::string const& name) override;

private:
    std::chrono::seconds time_max_;
    std::optional<Server> server_;
};

/// The SRV records in an answer of the DNS, whoever sent it. Errors: protocol.
Outcome<std::vector<ServiceRecord>> read_service_answer(base::ByteView answer);

}
