#include "ews/request.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace likeness::ews {

namespace {

using base::trim;

constexpr std::array<std::string_view, 5> read_over { "MailboxCulture", "TimeZoneContext",
    "DateTimePrecision", "ManagementRole", "ServerVersionInfo" };
constexpr std::array<std::string_view, 2> privileged { "SerializedSecurityContext",
    "OpenAsAdminOrSystemService" };

constexpr std::array<std::pair<std::string_view, Impersonation::By>, 4> ways_to_name {
    { { "PrincipalName", Impersonation::By::principal_name }, { "SID", Impersonation::By::sid },
        { "PrimarySmtpAddress", Impersonation::By::primary_smtp_address },
        { "SmtpAddress", Impersonation::By::smtp_address } }
};

template <std::size_t size> bool has(std::array<std::string_view, size> const& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

Readable<Impersonation> read_impersonation(xml::Element const& header)
{
    auto const sid = required_child(header, types, "ConnectingSID");
    if (!sid) return tl::unexpected(sid.error());
    auto const* const named = (*sid)->first_child;
    if (!named || named->next) return refuse_form((*sid)->at, "'ConnectingSID' holds exactly one name.");
    for (auto const& [name, by] : ways_to_name)
        if (named->is(types, name)) return Impersonation { by, std::string(trim(named->text)) };
    return refuse_form(named->at, "'" + std::string(named->name) + "' is no way to name somebody.");
}

// What the header says, into a request.
class HeaderReader {
public:
    explicit HeaderReader(Request& request)
        : request_(request)
    {
    }

    Readable<void> read(xml::Element const& header)
    {
        for (auto const& block : header.children())
            if (auto taken = take(block); !taken) return taken;
        return {};
    }

private:
    Readable<void> take(xml::Element const& block)
    {
        if (block.space == types) {
            if (block.name == "RequestServerVersion") return take_version(block);
            if (block.name == "ExchangeImpersonation") return take_impersonation(block);
            if (has(privileged, block.name)) return refuse(Code::access_denied);
            if (has(read_over, block.name)) return {};
        }
        if (!xml::must_be_understood(block)) return {};
        return tl::unexpected(Fault { .code = Code::invalid_request,
            .message = "A header that must be understood is not understood.",
            .must_understand = true });
    }

    Readable<void> take_version(xml::Element const& block)
    {
        if (request_.stated) return refuse(Code::duplicate_soap_header);
        auto const text = required_attribute(block, "Version");
        if (!text) return tl::unexpected(text.error());
        auto const schema = parse_schema(*text);
        if (!schema) return refuse(schema.error().code);
        request_.stated = *schema;
        return {};
    }

    Readable<void> take_impersonation(xml::Element const& block)
    {
        if (request_.impersonation) return refuse(Code::duplicate_soap_header);
        auto impersonation = read_impersonation(block);
        if (!impersonation) return tl::unexpected(impersonation.error());
        request_.impersonation = std::move(*impersonation);
        return {};
    }

    Request& request_;
};

Readable<void> read_envelope(Request& request)
{
    auto const envelope = xml::open_envelope(request.document);
    if (!envelope) return refuse_form(envelope.error().at, std::string(envelope.error().reason));
    if (envelope->header)
        if (auto read = HeaderReader(request).read(*envelope->header); !read) return read;
    request.operation = envelope->content();
    if (!request.operation) return refuse(Code::invalid_request);
    return {};
}

}

base::BasicResult<Request, RefusedRequest> read_request(base::ByteView bytes, std::string_view charset)
{
    auto document = xml::Document::read(bytes, charset, vocabulary());
    if (!document) {
        auto refusal = refuse_form(document.error().at, std::string(document.error().reason));
        return tl::unexpected(RefusedRequest { std::move(refusal.value()), {} });
    }
    auto const spellings = spellings_of(*document);
    Request request { .document = std::move(*document), .spellings = spellings };
    if (auto read = read_envelope(request); !read)
        return tl::unexpected(RefusedRequest { std::move(read.error()), spellings });
    return request;
}

RequestWriter::RequestWriter(Schema schema)
{
    text_ = R"(<?xml version="1.0" encoding="utf-8"?>)";
    writer_.open("s:Envelope")
        .attribute("xmlns:s", xml::soap_uri)
        .attribute("xmlns:t", types_uri)
        .attribute("xmlns:m", messages_uri);
    writer_.open("s:Header");
    writer_.open("t:RequestServerVersion").attribute("Version", name_of(schema)).close();
    writer_.close();
    writer_.open("s:Body");
}

std::string RequestWriter::finish()
{
    writer_.close().close();
    return std::move(text_);
}

Readable<xml::Element const*> required_child(
    xml::Element const& parent, xml::Space space, std::string_view name)
{
    auto const* const child = parent.child(space, name);
    if (child) return child;
    return refuse_form(
        parent.at, "'" + std::string(parent.name) + "' lacks its '" + std::string(name) + "'.");
}

Readable<std::string_view> required_attribute(xml::Element const& element, std::string_view name)
{
    auto const value = element.attribute(name);
    if (value) return trim(*value);
    return refuse_form(
        element.at, "'" + std::string(element.name) + "' lacks its attribute '" + std::string(name) + "'.");
}

Readable<bool> read_boolean(xml::Element const& at, std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, bool>, 4> names { { { "true", true }, { "false", false },
        { "1", true }, { "0", false } } };
    return enumerated(at, trim(text), names);
}

Readable<int> read_integer(xml::Element const& at, std::string_view text)
{
    auto const digits = trim(text);
    int number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size() && !digits.empty()) return number;
    return refuse_form(at.at, "'" + std::string(at.name) + "' is to be a number.");
}

}
