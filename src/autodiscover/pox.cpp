#include "autodiscover/pox.hpp"

#include "base/ascii.hpp"
#include "xml/writer.hpp"

#include <array>
#include <charconv>

namespace likeness::autodiscover {

namespace {

using base::trim;
using xml::Spelling;

constexpr xml::Space request_space = 0;
constexpr std::string_view request_uri
    = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr std::string_view request_https_uri
    = "https://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr std::string_view envelope_uri
    = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr std::string_view envelope_https_uri
    = "https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr std::string_view response_uri
    = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
constexpr std::string_view response_https_uri
    = "https://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

constexpr std::array<xml::Namespace, 2> spaces { { { request_space, Spelling::http, request_uri },
    { request_space, Spelling::https, request_https_uri } } };

struct KnownError {
    int code;
    std::string_view message;

    PoxError as_error() const { return { code, std::string(message) }; }
};
constexpr KnownError address_not_found { 500, "The email address can't be found." };
constexpr KnownError bad_address { 501, "Bad Address" };
constexpr KnownError invalid_request { 600, "Invalid Request" };
constexpr KnownError provider_not_available { 601, "Provider is not available" };
constexpr KnownError server_error { 603, "Server Error" };

tl::unexpected<RefusedPox> refuse(KnownError const& error, PoxSpellings const& spellings)
{
    return tl::unexpected(RefusedPox { error.as_error(), spellings });
}

// Names are told apart by themselves: a request for phones, say, has other namespaces and the same names, and is to be
// refused for what it asks.
xml::Element const* child_of(xml::Element const* parent, std::string_view name)
{
    if (!parent) return nullptr;
    for (auto const& child : parent->children())
        if (child.name == name) return &child;
    return nullptr;
}

std::string text_of(xml::Element const* parent, std::string_view name)
{
    auto const* const child = child_of(parent, name);
    return child ? std::string(trim(child->text)) : std::string();
}

base::BasicResult<PoxRequest, RefusedPox> read_document(xml::Document const& document)
{
    auto const own = document.spelling_of(request_space).value_or(Spelling::http);
    PoxSpellings const spellings { own, own };
    auto const* const root = &document.root();
    auto const* const request = root->name == "Autodiscover" ? child_of(root, "Request") : nullptr;
    if (!request) return refuse(invalid_request, spellings);

    PoxRequest read { { text_of(request, "EMailAddress"), text_of(request, "LegacyDN") }, spellings };
    auto const schema = text_of(request, "AcceptableResponseSchema");
    if (schema == response_uri)
        read.spellings.response = Spelling::http;
    else if (schema == response_https_uri)
        read.spellings.response = Spelling::https;
    else if (!schema.empty())
        return refuse(provider_not_available, spellings);
    if (read.account == FindAccount {}) return refuse(invalid_request, spellings);
    return read;
}

void open_envelope(xml::Writer& writer, PoxSpellings const& spellings)
{
    writer.raw(R"(<?xml version="1.0" encoding="utf-8"?>)");
    writer.open("Autodiscover")
        .attribute("xmlns", spellings.envelope == Spelling::http ? envelope_uri : envelope_https_uri);
}

void write_if_known(xml::Writer& writer, std::string_view name, std::string_view text)
{
    if (!text.empty()) writer.element(name, text);
}

void write_user(xml::Writer& writer, AccountSettings const& settings)
{
    writer.open("User")
        .element("DisplayName", settings.display_name)
        .element("LegacyDN", settings.legacy_dn)
        .element("AutoDiscoverSMTPAddress", settings.address)
        .element("DeploymentId", settings.deployment_id)
        .close();
}

// What a program inside the network is to use. There is no page for changing one's photo: no EcpUrl.
void write_inside(xml::Writer& writer, AccountSettings const& settings)
{
    writer.open("Protocol").element("Type", "EXCH");
    write_if_known(writer, "Server", settings.server);
    write_if_known(writer, "ServerDN", settings.server_dn);
    write_if_known(writer, "ServerVersion", settings.server_version);
    for (auto const* const name : { "ASUrl", "OOFUrl", "EwsUrl", "EmwsUrl" })
        write_if_known(writer, name, settings.ews_url);
    writer.close();
}

void write_outside(xml::Writer& writer, AccountSettings const& settings)
{
    writer.open("Protocol").element("Type", "EXPR");
    write_if_known(writer, "Server", settings.server);
    writer.element("SSL", "On").element("AuthPackage", "Basic");
    for (auto const* const name : { "ASUrl", "EwsUrl" }) write_if_known(writer, name, settings.ews_url);
    writer.close();
}

xml::Element const* protocol_in(xml::Element const& account, std::string_view type)
{
    for (auto const& child : account.children())
        if (child.name == "Protocol" && base::equals_ignoring_ascii_case(text_of(&child, "Type"), type))
            return &child;
    return nullptr;
}

std::string ews_url_in(xml::Element const& account)
{
    for (auto const* const type : { "EXPR", "EXCH", "EXHTTP", "WEB" })
        for (auto const* const name : { "EwsUrl", "ASUrl" })
            if (auto url = text_of(protocol_in(account, type), name); !url.empty()) return url;
    return {};
}

AccountSettings read_settings(xml::Element const* user, xml::Element const& account)
{
    auto const* const exchange = protocol_in(account, "EXCH");
    return { .display_name = text_of(user, "DisplayName"),
        .legacy_dn = text_of(user, "LegacyDN"),
        .address = text_of(user, "AutoDiscoverSMTPAddress"),
        .deployment_id = text_of(user, "DeploymentId"),
        .server = text_of(exchange, "Server"),
        .server_dn = text_of(exchange, "ServerDN"),
        .server_version = text_of(exchange, "ServerVersion"),
        .ews_url = ews_url_in(account) };
}

PoxError read_error(xml::Element const& error)
{
    int code = 0;
    auto const text = text_of(&error, "ErrorCode");
    std::from_chars(text.data(), text.data() + text.size(), code);
    return { code, text_of(&error, "Message") };
}

}

PoxError pox_error_of(Code code)
{
    if (code == Code::non_existent_mailbox) return address_not_found.as_error();
    return code == Code::invalid_smtp_address ? bad_address.as_error() : server_error.as_error();
}

base::BasicResult<PoxRequest, RefusedPox> read_pox_request(base::ByteView bytes, std::string_view charset)
{
    auto const document = xml::Document::read(bytes, charset, spaces);
    if (!document) return refuse(invalid_request, {});
    return read_document(*document);
}

std::string write_pox_request(FindAccount const& request)
{
    std::string text;
    xml::Writer writer(text);
    writer.raw(R"(<?xml version="1.0" encoding="utf-8"?>)");
    writer.open("Autodiscover").attribute("xmlns", request_uri).open("Request");
    write_if_known(writer, "EMailAddress", request.address);
    write_if_known(writer, "LegacyDN", request.legacy_dn);
    writer.element("AcceptableResponseSchema", response_uri).close().close();
    return text;
}

std::string write_pox_settings(AccountSettings const& settings, PoxSpellings const& spellings)
{
    std::string text;
    xml::Writer writer(text);
    open_envelope(writer, spellings);
    writer.open("Response")
        .attribute("xmlns", spellings.response == Spelling::http ? response_uri : response_https_uri);
    write_user(writer, settings);
    writer.open("Account")
        .element("AccountType", "email")
        .element("Action", "settings")
        .element("MicrosoftOnline", "False");
    write_inside(writer, settings);
    write_outside(writer, settings);
    writer.close().close().close();
    return text;
}

std::string write_pox_error(
    PoxError const& error, std::string_view time, std::string_view id, PoxSpellings const& spellings)
{
    std::string text;
    xml::Writer writer(text);
    open_envelope(writer, spellings);
    writer.open("Response");
    writer.open("Error").attribute("Time", time).attribute("Id", id);
    writer.element("ErrorCode", std::to_string(error.code))
        .element("Message", error.message)
        .element("DebugData", "");
    writer.close().close().close();
    return text;
}

base::BasicResult<PoxAnswer, xml::Defect> read_pox_answer(base::ByteView bytes, std::string_view charset)
{
    auto const document = xml::Document::read(bytes, charset, spaces);
    if (!document) return tl::unexpected(document.error());
    auto const& root = document->root();
    auto const* const response = root.name == "Autodiscover" ? child_of(&root, "Response") : nullptr;
    if (auto const* const error = child_of(response, "Error")) return read_error(*error);
    auto const* const account = child_of(response, "Account");
    if (!account) return tl::unexpected(xml::Defect { root.at, "this is no answer of Autodiscover" });

    auto const action = text_of(account, "Action");
    if (base::equals_ignoring_ascii_case(action, "redirectAddr"))
        return PoxRedirectAddress { text_of(account, "RedirectAddr") };
    if (base::equals_ignoring_ascii_case(action, "redirectUrl"))
        return PoxRedirectUrl { text_of(account, "RedirectUrl") };
    return read_settings(child_of(response, "User"), *account);
}

}
