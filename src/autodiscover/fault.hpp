// Fault: why a SOAP request as a whole is no request of Autodiscover.
// Source: SOAP 1.1, section 4.4; spec/autodiscover.md 2.
#pragma once

#include "autodiscover/namespaces.hpp"
#include "core/publication.hpp"

#include <optional>
#include <string>

namespace likeness::autodiscover {

/// SOAP's own codes; a foreign server's other ones count as client.
enum class FaultCode {
    client, ///< The request is none that is understood; it is no use to send it again.
    must_understand, ///< A header says that it must be understood, and is not.
    server,
};

struct Fault {
    FaultCode code = FaultCode::client;
    std::string message;

    friend bool operator==(Fault const&, Fault const&) = default;
};

/// The whole answer that says it, for HTTP status 500.
std::string write_fault(Fault const& fault, Spellings const& spellings, ServerBuild const& build);

/// Reads the Fault element of a server; nullopt for any other element.
std::optional<Fault> read_fault(xml::Element const& element);

}
