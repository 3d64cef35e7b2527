// The envelope of an answer: made around what an operation answers, and taken apart again by the client.
// Source: spec/soap.md 3, 5 and 7.
#pragma once

#include "ews/fault.hpp"
#include "xml/writer.hpp"

#include <string_view>
#include <variant>

namespace likeness::ews {

/// An answer being written. In its elements the prefix s is SOAP's namespace, t that of types and m that of messages,
/// spelled as the request spelled them.
class ResponseWriter {
public:
    ResponseWriter(Spellings const& spellings, ServerVersion const& version);
    ResponseWriter(ResponseWriter const&) = delete;
    ResponseWriter& operator=(ResponseWriter const&) = delete;

    xml::Writer& body() { return writer_; }
    Spellings const& spellings() const { return spellings_; }

    /// Makes room for so much more.
    void expect(std::size_t bytes) { text_.reserve(text_.size() + bytes); }

    /// Ends the envelope. Call once, last.
    std::string finish();

private:
    Spellings spellings_;
    std::string text_;
    xml::Writer writer_ { text_ };
};

/// What the front of every response message says, ResponseClass aside: nothing but NoError, or what went wrong.
/// In: the open element of the message, without anything in it.
void write_outcome(xml::Writer& writer, Error const* error);

/// Opens <m:NAME ResponseClass="..."> and writes the outcome; the caller writes the data and closes it.
void open_message(xml::Writer& writer, std::string_view name, Error const* error);

/// The same for a warning: the message says what it is, and has its data.
void open_warning(xml::Writer& writer, std::string_view name, Code code);

/// What a response message says of its outcome; a code that is not ours is internal_server_error with the server's
/// words; `detail` is the code as it was written. Warnings count as success; where there is no ResponseClass, the code
/// decides. nullopt: it is a success.
std::optional<Error> read_outcome(xml::Element const& message);

/// An answer taken apart. The element lasts as long as the document.
struct Response {
    xml::Document document;
    std::optional<ServerVersion> version; ///< nullopt where the server does not say.
    xml::Element const* content = nullptr; ///< The first child of the body.
};

/// In: an answer's bytes, with the charset of its Content-Type. A Fault is answered as one, whatever HTTP's status was.
/// Refused with schema_validation and is_unreadable: what is no SOAP answer.
Readable<Response> read_response(base::ByteView bytes, std::string_view charset);

}
