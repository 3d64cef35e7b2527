#include "autodiscover/envelope.hpp"

#include "base/ascii.hpp"

#include <charconv>
#include <fmt/format.h>

namespace likeness::autodiscover {

namespace {

// The newest that the client speaks. Autodiscover's vocabulary of versions ends at Exchange2015 where that of EWS goes
// on to Exchange2016: both are meant.
constexpr std::string_view requested_version = "Exchange2013";
constexpr std::string_view server_version = "Exchange2015";

// In SOAP's envelopes of Autodiscover these are elements, where EWS has attributes.
void write_server_version(xml::Writer& writer, ServerBuild const& build, Spellings const& spellings)
{
    writer.open("h:ServerVersionInfo")
        .attribute("xmlns:h", spellings.autodiscover_uri())
        .element("h:MajorVersion", std::to_string(build.major))
        .element("h:MinorVersion", std::to_string(build.minor))
        .element("h:MajorBuildNumber", std::to_string(build.major_build))
        .element("h:MinorBuildNumber", std::to_string(build.minor_build))
        .element("h:Version", server_version)
        .close();
}

int number_of(xml::Element const& info, std::string_view name)
{
    auto const* const child = info.child(autodiscover, name);
    auto const text = child ? base::trim(child->text) : std::string_view();
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<ServerBuild> read_server_version(xml::Element const* header)
{
    auto const* const info = header ? header->child(autodiscover, "ServerVersionInfo") : nullptr;
    if (!info) return std::nullopt;
    return ServerBuild { .major = number_of(*info, "MajorVersion"),
        .minor = number_of(*info, "MinorVersion"),
        .major_build = number_of(*info, "MajorBuildNumber"),
        .minor_build = number_of(*info, "MinorBuildNumber") };
}

tl::unexpected<Fault> no_answer(std::string_view why)
{
    return tl::unexpected(Fault { FaultCode::client, std::string(why) });
}

}

std::string action_of(std::string_view message, Spellings const& spellings)
{
    return fmt::format("{}/Autodiscover/{}", spellings.autodiscover_uri(), message);
}

RequestWriter::RequestWriter(std::string_view operation, std::string_view to)
{
    text_ = R"(<?xml version="1.0" encoding="utf-8"?>)";
    writer_.open("soap:Envelope")
        .attribute("xmlns:a", autodiscover_uri)
        .attribute("xmlns:wsa", addressing_uri)
        .attribute("xmlns:soap", xml::soap_uri);
    writer_.open("soap:Header")
        .element("a:RequestedServerVersion", requested_version)
        .element("wsa:Action", action_of(operation, {}))
        .element("wsa:To", to)
        .close();
    writer_.open("soap:Body");
}

std::string RequestWriter::finish()
{
    writer_.close().close();
    return std::move(text_);
}

ResponseWriter::ResponseWriter(std::string_view action, Spellings const& spellings, ServerBuild const& build)
{
    // Exchange sends no XML declaration here, and no client asks for one.
    writer_.open("s:Envelope")
        .attribute("xmlns:s", spellings.soap_uri())
        .attribute("xmlns:a", addressing_uri);
    writer_.open("s:Header");
    writer_.open("a:Action").attribute("s:mustUnderstand", "1").text(action).close();
    write_server_version(writer_, build, spellings);
    writer_.close();
    writer_.open("s:Body");
}

std::string ResponseWriter::finish()
{
    writer_.close().close();
    return std::move(text_);
}

base::BasicResult<Response, Fault> read_response(base::ByteView bytes, std::string_view charset)
{
    auto document = xml::Document::read(bytes, charset, vocabulary());
    if (!document) return no_answer(document.error().reason);
    auto const envelope = xml::open_envelope(*document);
    if (!envelope) return no_answer(envelope.error().reason);
    auto const* const content = envelope->content();
    if (!content) return no_answer("the SOAP envelope's Body is empty");
    if (auto fault = read_fault(*content)) return tl::unexpected(std::move(*fault));
    auto const build = read_server_version(envelope->header);
    return Response { std::move(*document), build, content };
}

}
