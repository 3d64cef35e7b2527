// The envelopes of Autodiscover: those of requests and of answers, around what an operation says.
// Source: spec/autodiscover.md 2.
#pragma once

#include "autodiscover/fault.hpp"
#include "xml/writer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness::autodiscover {

/// The text of Action for an operation ("GetUserSettings") or for its answer ("GetUserSettingsResponse").
std::string action_of(std::string_view message, Spellings const& spellings);

/// A request being written; the prefix a is Autodiscover's namespace.
class RequestWriter {
public:
    /// `to` is the URL that it is sent to.
    RequestWriter(std::string_view operation, std::string_view to);
    RequestWriter(RequestWriter const&) = delete;
    RequestWriter& operator=(RequestWriter const&) = delete;

    xml::Writer& body() { return writer_; }

    /// Ends the envelope. Call once, last.
    std::string finish();

private:
    std::string text_;
    xml::Writer writer_ { text_ };
};

/// An answer being written, with the headers that every one has. Its elements declare their namespace themselves.
class ResponseWriter {
public:
    ResponseWriter(std::string_view action, Spellings const& spellings, ServerBuild const& build);
    ResponseWriter(ResponseWriter const&) = delete;
    ResponseWriter& operator=(ResponseWriter const&) = delete;

    xml::Writer& body() { return writer_; }

    /// Ends the envelope. Call once, last.
    std::string finish();

private:
    std::string text_;
    xml::Writer writer_ { text_ };
};

/// An answer taken apart. The element lasts as long as the document and the bytes that it was read from.
struct Response {
    xml::Document document;
    std::optional<ServerBuild> build; ///< nullopt where the server does not say.
    xml::Element const* content = nullptr; ///< The first child of the body.
};

/// In: an answer's bytes, with the charset of its Content-Type. Refused with the server's Fault, and as a client fault:
/// what is no SOAP answer.
base::BasicResult<Response, Fault> read_response(base::ByteView bytes, std::string_view charset);

}
