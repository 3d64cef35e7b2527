// What a server says of itself in the header of any answer, a fault too.
// Source: spec/soap.md 5.
#pragma once

#include "ews/namespaces.hpp"
#include "ews/schema.hpp"

namespace likeness::ews {

/// In: an envelope's header, or nullptr. nullopt: it does not say.
std::optional<ServerVersion> read_server_version(xml::Element const* header);

/// In: the bytes of an answer. nullopt also for what is no SOAP.
std::optional<ServerVersion> read_server_version(base::ByteView bytes, std::string_view charset);

}
