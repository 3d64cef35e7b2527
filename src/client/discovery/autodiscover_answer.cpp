#include "client/discovery/autodiscover_answer.hpp"

#include "autodiscover/get_user_settings.hpp"
#include "autodiscover/pox.hpp"
#include "autodiscover/settings_code.hpp"
#include "autodiscover/v2.hpp"
#include "base/ascii.hpp"
#include "client/http/content_type.hpp"
#include "client/soap/character_references.hpp"

namespace likeness::client {

namespace {

constexpr auto external_ews = "ExternalEwsUrl";
constexpr auto internal_ews = "InternalEwsUrl";
constexpr auto schemas = "EwsSupportedSchemas";
constexpr auto display_name = "UserDisplayName";

auto no_answer(std::string detail)
{
    return fail(FailureKind::protocol, "this is no answer of Autodiscover", std::move(detail));
}

std::string setting_in(FoundSettings const& found, std::string_view name)
{
    for (auto const& setting : found.settings)
        if (setting.name == name) return std::string(base::trim(setting.value));
    return {};
}

std::vector<std::string> listed(std::string_view text)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        auto const end = text.find(',');
        if (auto const item = base::trim(text.substr(0, end)); !item.empty()) items.emplace_back(item);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return items;
}

Told refusal_of(SettingsCode code, std::string const& message)
{
    auto const name = std::string(autodiscover::name_of(code));
    return ToldRefusal {
        .is_busy = code == SettingsCode::server_busy,
        .reason = message.empty() ? name : name + ": " + message,
    };
}

Told told_by(FoundSettings const& found)
{
    switch (found.code) {
    case SettingsCode::redirect_address: return ToldAddress { found.redirect_target };
    case SettingsCode::redirect_url: return ToldUrl { found.redirect_target };
    case SettingsCode::no_error: break;
    default: return refusal_of(found.code, found.message);
    }
    ToldServer server {
        .ews_url = setting_in(found, external_ews),
        .inner_ews_url = setting_in(found, internal_ews),
        .schemas = listed(setting_in(found, schemas)),
        .display_name = setting_in(found, display_name),
    };
    if (server.ews_url.empty()) server.ews_url = std::exchange(server.inner_ews_url, {});
    if (server.ews_url.empty()) return ToldRefusal { .reason = "it names no EWS" };
    return server;
}

// Names may hold what XML has no letters for, here as in the answers of EWS.
template <class Read> auto read_tolerantly(HttpAnswer const& answer, Read read)
{
    auto result = read(base::ByteView(answer.body), charset_of(answer.content_type));
    if (result) return result;
    auto const clean = without_forbidden_references(answer.body);
    return clean ? read(base::ByteView(*clean), charset_of(answer.content_type)) : result;
}

Outcome<Told> read_soap(HttpAnswer const& answer)
{
    auto const settings = read_tolerantly(answer, autodiscover::read_get_user_settings_response);
    if (!settings) return no_answer(settings.error().message);
    if (settings->answer.code == SettingsCode::redirect_url && settings->answer.found.size() == 1)
        return ToldUrl { settings->answer.found.front().redirect_target };
    if (settings->answer.code != SettingsCode::no_error)
        return refusal_of(settings->answer.code, settings->answer.message);
    if (settings->answer.found.size() != 1) return no_answer("it does not have one user");
    return told_by(settings->answer.found.front());
}

struct PoxTold {
    Told operator()(AccountSettings const& settings) const
    {
        if (settings.ews_url.empty()) return ToldRefusal { .reason = "it names no EWS" };
        return ToldServer { .ews_url = std::string(base::trim(settings.ews_url)),
            .inner_ews_url = {},
            .schemas = {},
            .display_name = settings.display_name };
    }
    Told operator()(autodiscover::PoxRedirectAddress const& redirect) const
    {
        return ToldAddress { std::string(base::trim(redirect.address)) };
    }
    Told operator()(autodiscover::PoxRedirectUrl const& redirect) const
    {
        return ToldUrl { std::string(base::trim(redirect.url)) };
    }
    Told operator()(autodiscover::PoxError const& error) const
    {
        return ToldRefusal { .reason = std::to_string(error.code) + ": " + error.message };
    }
};

Outcome<Told> read_pox(HttpAnswer const& answer)
{
    auto const read = read_tolerantly(answer, autodiscover::read_pox_answer);
    if (!read) return no_answer(std::string(read.error().reason));
    return std::visit(PoxTold {}, *read);
}

Outcome<Told> read_json(HttpAnswer const& answer)
{
    auto const read = autodiscover::read_v2_answer(answer.body);
    if (read && read->protocol == EndpointProtocol::ews)
        return ToldServer { .ews_url = std::string(base::trim(read->url)),
            .inner_ews_url = {},
            .schemas = {},
            .display_name = {} };
    if (read || read.error().code.empty()) return no_answer("");
    return ToldRefusal { .reason = read.error().code + ": " + read.error().message };
}

HttpRequest post(Url url, std::string body)
{
    return { .method = Method::post,
        .url = std::move(url),
        .content_type = "text/xml; charset=utf-8",
        .body = std::move(body) };
}

}

HttpRequest autodiscover_request(Wire wire, Url url, EmailAddress const& address)
{
    if (wire == Wire::pox)
        return post(
            std::move(url), autodiscover::write_pox_request({ .address = address.text(), .legacy_dn = {} }));
    if (wire == Wire::soap) {
        auto body = autodiscover::write_get_user_settings(
            { .mailboxes = { address.text() },
                .settings = { external_ews, internal_ews, schemas, display_name } },
            to_string(url));
        return post(std::move(url), std::move(body));
    }
    auto const target = autodiscover::write_v2_request({ .email = address });
    url.path = target.substr(0, target.find('?'));
    url.query = target.substr(target.find('?') + 1);
    return { .url = std::move(url) };
}

Outcome<Told> read_autodiscover_answer(Wire wire, HttpAnswer const& answer)
{
    switch (wire) {
    case Wire::soap: return read_soap(answer);
    case Wire::pox: return read_pox(answer);
    case Wire::json: return read_json(answer);
    }
    return no_answer("");
}

}
