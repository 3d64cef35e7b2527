// Fault: why a request as a whole is refused.
// Source: spec/soap.md 6.
#pragma once

#include "core/error.hpp"
#include "ews/namespaces.hpp"
#include "ews/schema.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace likeness::ews {

struct Fault {
    /// What a schema violation is, and where.
    struct Violation {
        xml::Position at;
        std::string what;

        friend bool operator==(Violation const&, Violation const&) = default;
    };

    Code code = Code::internal_server_error;
    std::string message; ///< Exchange's words for the code, or a server's own.
    std::optional<Violation> violation; ///< With schema_validation.
    std::optional<std::chrono::milliseconds> back_off; ///< With server_busy: when to come back.
    /// SOAP's own refusal of a header block that must be understood and is not; `code` is invalid_request then.
    bool must_understand = false;
    /// Of a fault that was read: what the server calls its reason, where that is none of ours.
    std::string foreign_code;
    bool is_unreadable = false; ///< From read_response: no server said this; what came is no SOAP answer.

    friend bool operator==(Fault const&, Fault const&) = default;
};

/// What reading a request may end in instead of a value.
template <class Value> using Readable = base::BasicResult<Value, Fault>;

/// A refusal in Exchange's words.
tl::unexpected<Fault> refuse(Code code);

/// ErrorSchemaValidation: `what` is wrong at `at`.
tl::unexpected<Fault> refuse_form(xml::Position at, std::string what);

/// How long a client is asked to wait when a lane is full.
inline constexpr std::chrono::milliseconds busy_back_off { 1000 };

/// The whole answer that says it: an envelope with ServerVersionInfo, for HTTP status 500.
std::string write_fault(Fault const& fault, Spellings const& spellings, ServerVersion const& version);

/// Reads the Fault element of a foreign server: the code from its ResponseCode, else from faultcode behind the colon;
/// a code that is not ours is internal_server_error with the server's words. nullopt for any other element.
std::optional<Fault> read_fault(xml::Element const& element);

/// The BackOffMilliseconds of the MessageXml that stands somewhere in a fault or a response message.
std::optional<std::chrono::milliseconds> read_back_off(xml::Element const& element);

}
