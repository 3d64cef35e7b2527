// The envelope of a request: taken apart by the server, made by the client.
// Source: spec/soap.md 2 to 4; spec/auth.md 6.
#pragma once

#include "ews/fault.hpp"
#include "xml/writer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace likeness::ews {

/// On whose behalf a request asks to run; exactly one of the ways to name them.
struct Impersonation {
    enum class By { principal_name, sid, primary_smtp_address, smtp_address };
    By by = By::smtp_address;
    std::string whom;

    friend bool operator==(Impersonation const&, Impersonation const&) = default;
};

/// A request taken apart. The operation lasts as long as the document and the bytes that it was read from.
struct Request {
    xml::Document document;
    Spellings spellings; ///< For the answer.
    std::optional<Schema> stated; ///< nullopt: the request names no version, and nothing is kept from it.
    std::optional<Impersonation> impersonation;
    xml::Element const* operation = nullptr; ///< The first child of the body.

    /// What the request may use, and what its answer may hold.
    Schema schema() const { return stated.value_or(newest_schema); }
};

/// A refusal, and how its answer is to be spelled.
struct RefusedRequest {
    Fault fault;
    Spellings spellings;
};

/// In: the body of a POST, with the charset of its Content-Type ("" where there is none). What is read:
/// RequestServerVersion and ExchangeImpersonation; MailboxCulture, TimeZoneContext, DateTimePrecision, ManagementRole
/// and unknown headers are read over.
/// Refused: schema_validation for what is no SOAP request; invalid_request for an empty body; invalid_server_version;
/// duplicate_soap_header; access_denied for headers of privileged proxies (SerializedSecurityContext,
/// OpenAsAdminOrSystemService); must_understand for an unknown header that says so.
base::BasicResult<Request, RefusedRequest> read_request(base::ByteView bytes, std::string_view charset);

/// A request being written: prefixes as for ResponseWriter.
class RequestWriter {
public:
    explicit RequestWriter(Schema schema);
    RequestWriter(RequestWriter const&) = delete;
    RequestWriter& operator=(RequestWriter const&) = delete;

    xml::Writer& body() { return writer_; }

    /// Ends the envelope. Call once, last.
    std::string finish();

private:
    std::string text_;
    xml::Writer writer_ { text_ };
};

// What readers of operations have in common. A request is read leniently: children in any order, unknown ones read
// over; what is missing, empty or outside an enumeration is a fault with its place.

/// The child of this name. Refused: there is none.
Readable<xml::Element const*> required_child(
    xml::Element const& parent, xml::Space space, std::string_view name);

/// The attribute's text without blanks around it. Refused: there is none.
Readable<std::string_view> required_attribute(xml::Element const& element, std::string_view name);

/// The value that `names` has for the text (an enumeration of the schema). Refused: none has this name.
template <class Value, std::size_t size>
Readable<Value> enumerated(xml::Element const& at, std::string_view text,
    std::array<std::pair<std::string_view, Value>, size> const& names)
{
    for (auto const& [name, value] : names)
        if (name == text) return value;
    return refuse_form(at.at,
        "The value '" + std::string(text.substr(0, 64)) + "' is none that '" + std::string(at.name)
            + "' may have.");
}

/// The name of a value in such a table.
template <class Value, std::size_t size>
std::string_view name_in(std::array<std::pair<std::string_view, Value>, size> const& names, Value value)
{
    for (auto const& [name, other] : names)
        if (other == value) return name;
    return {};
}

/// xs:boolean. Refused: anything but true, false, 1 and 0.
Readable<bool> read_boolean(xml::Element const& at, std::string_view text);

/// xs:int. Refused: anything else.
Readable<int> read_integer(xml::Element const& at, std::string_view text);

}
