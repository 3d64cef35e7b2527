#include "ews/response.hpp"

#include "base/ascii.hpp"
#include "ews/server_version.hpp"

#include <fmt/format.h>

namespace likeness::ews {

namespace {

void write_server_version(xml::Writer& writer, ServerVersion const& version, Spellings const& spellings)
{
    writer.open("h:ServerVersionInfo")
        .attribute("MajorVersion", std::to_string(version.build.major))
        .attribute("MinorVersion", std::to_string(version.build.minor))
        .attribute("MajorBuildNumber", std::to_string(version.build.major_build))
        .attribute("MinorBuildNumber", std::to_string(version.build.minor_build))
        .attribute("Version", version.schema)
        .attribute("xmlns:h", spellings.types_uri())
        .close();
}

tl::unexpected<Fault> unreadable(xml::Position at, std::string_view reason)
{
    auto fault = refuse_form(at, std::string(reason));
    fault.value().is_unreadable = true;
    return fault;
}

}

ResponseWriter::ResponseWriter(Spellings const& spellings, ServerVersion const& version)
    : spellings_(spellings)
{
    text_.reserve(2048);
    text_ = R"(<?xml version="1.0" encoding="utf-8"?>)";
    writer_.open("s:Envelope").attribute("xmlns:s", spellings.soap_uri());
    writer_.open("s:Header");
    write_server_version(writer_, version, spellings);
    writer_.close();
    writer_.open("s:Body")
        .attribute("xmlns:t", spellings.types_uri())
        .attribute("xmlns:m", spellings.messages_uri());
}

std::string ResponseWriter::finish()
{
    writer_.close().close();
    return std::move(text_);
}

void write_outcome(xml::Writer& writer, Error const* error)
{
    if (!error) {
        writer.element("m:ResponseCode", "NoError");
        return;
    }
    // The Managed API reads all three in sequence and throws where one is missing.
    writer.element("m:MessageText", error->message);
    writer.element("m:ResponseCode", response_code(error->code));
    writer.element("m:DescriptiveLinkKey", "0");
}

void open_message(xml::Writer& writer, std::string_view name, Error const* error)
{
    writer.open(name).attribute("ResponseClass", error ? "Error" : "Success");
    write_outcome(writer, error);
}

void open_warning(xml::Writer& writer, std::string_view name, Code code)
{
    Error const warning { code, std::string(exchange_text(code)), {} };
    writer.open(name).attribute("ResponseClass", "Warning");
    write_outcome(writer, &warning);
}

std::optional<Error> read_outcome(xml::Element const& message)
{
    auto const text_of = [&](std::string_view name) {
        auto const* const child = message.child(messages, name);
        return child ? base::trim(child->text) : std::string_view();
    };
    auto const said = text_of("ResponseCode");
    auto const by_code = said.empty() || said == "NoError" ? "Success" : "Error";
    // What was left out after a failure is told as a warning, and has no data.
    bool const is_left_out = said == response_code(Code::batch_processing_stopped);
    if (!is_left_out && base::trim(message.attribute("ResponseClass").value_or(by_code)) != "Error")
        return std::nullopt;
    return Error { code_from(said).value_or(Code::internal_server_error), std::string(text_of("MessageText")),
        std::string(said) };
}

Readable<Response> read_response(base::ByteView bytes, std::string_view charset)
{
    auto document = xml::Document::read(bytes, charset, vocabulary());
    if (!document) return unreadable(document.error().at, document.error().reason);
    auto const envelope = xml::open_envelope(*document);
    if (!envelope) return unreadable(envelope.error().at, envelope.error().reason);
    auto const* const content = envelope->content();
    if (!content) return unreadable(envelope->body->at, "the Body is empty");
    if (auto fault = read_fault(*content)) return tl::unexpected(std::move(*fault));
    auto version = read_server_version(envelope->header);
    return Response { std::move(*document), std::move(version), content };
}

}
