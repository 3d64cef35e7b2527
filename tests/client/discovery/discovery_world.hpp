// An Internet of a few hosts on loopback: contoso.com, whose servers a test writes, and strangers, who would take
// whatever they are given.
#pragma once

#include "base/ascii.hpp"
#include "client/discovery/discovery.hpp"
#include "client/test_certificates.hpp"

#include <fmt/format.h>
#include <memory>

namespace likeness::tests {

/// Autodiscover's answer to somebody unknown, with what makes clients go on.
inline std::string wants_sign_in(std::string_view scheme = "Basic realm=\"contoso\"")
{
    return http_answer(
        "401 Unauthorized", { "WWW-Authenticate: " + std::string(scheme), "X-SOAP-Enabled: True" });
}

inline std::string not_there()
{
    return http_answer("404 Not Found");
}

inline std::string leads_to(std::string_view location)
{
    return http_answer("302 Found", { "Location: " + std::string(location) });
}

inline std::string xml_answer(std::string_view body)
{
    return http_answer("200 OK", { "Content-Type: text/xml; charset=utf-8" }, body);
}

inline std::string soap_user(std::string_view inside)
{
    return xml_answer(fmt::format(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
        R"(<GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">)"
        R"(<Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse>{}</UserResponse></UserResponses>)"
        R"(</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>)",
        inside));
}

inline std::string soap_settings(std::string_view ews_url)
{
    return soap_user(
        fmt::format("<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>ExternalEwsUrl"
                    "</Name><Value>{}</Value></UserSetting></UserSettings>",
            ews_url));
}

inline std::string soap_redirect(std::string_view code, std::string_view target)
{
    return soap_user(
        fmt::format("<ErrorCode>{}</ErrorCode><RedirectTarget>{}</RedirectTarget>", code, target));
}

inline std::string pox_account(std::string_view inside)
{
    return xml_answer(fmt::format(
        R"(<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">)"
        R"(<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">)"
        R"(<Account><AccountType>email</AccountType>{}</Account></Response></Autodiscover>)",
        inside));
}

inline std::string pox_settings(std::string_view ews_url)
{
    return pox_account(fmt::format(
        "<Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>{}</EwsUrl></Protocol>", ews_url));
}

inline bool has_sign_in(std::string const& head)
{
    return base::ascii_lowered(head).contains("\r\nauthorization:");
}

/// Records that are told; none for every other name.
class TestServices final : public client::ServiceLookup {
public:
    client::Outcome<std::vector<client::ServiceRecord>> find(std::string const& name) override
    {
        asked.push_back(name);
        return records;
    }
    std::vector<client::ServiceRecord> records;
    std::vector<std::string> asked;
};

class DiscoveryWorld {
public:
    ScriptedServer::Script domain = says(not_there()); ///< https://contoso.com
    ScriptedServer::Script host = says(not_there()); ///< https://autodiscover.contoso.com
    ScriptedServer::Script http = says(not_there()); ///< http://autodiscover.contoso.com
    ScriptedServer::Script mail = says(not_there()); ///< https://mail.contoso.com
    ServerCertificate certificate = test_certificates().good; ///< Of contoso.com's servers.
    TestServices services;
    client::DiscoveryOptions options;
    int asked_for_credentials = 0;

    DiscoveryWorld()
    {
        options.trust.private_domains = { "contoso.com", "fabrikam.com", "co.uk", "local" };
        options.credentials = [this](std::string const&) {
            ++asked_for_credentials;
            return std::optional(client::Credentials { "sadie@contoso.com", "secret" });
        };
        options.services = &services;
        options.transport.proxy = "none";
        options.transport.ca_file = test_certificates().authority;
        options.sign_in.schemes = { client::SignInScheme::basic };
    }

    client::Discovered discover(std::string_view address = "sadie@contoso.com")
    {
        start();
        return client::discover(EmailAddress::parse(address).value(), options);
    }

    void start()
    {
        servers_.clear();
        options.transport.connect_to.clear();
        serve("contoso.com:443", certificate, domain);
        serve("autodiscover.contoso.com:443", certificate, host);
        serve("mail.contoso.com:443", certificate, mail);
        serve("autodiscover.contoso.com:80", std::nullopt, http);
        // Whoever else is named: somebody with a valid certificate, who invites to sign in.
        auto const invites = says(wants_sign_in());
        serve(":443", test_certificates().of_strangers, invites);
        serve(":80", std::nullopt, invites);
        serve(":", std::nullopt, invites);
    }

    /// What arrived at each, in the order of `start`.
    ScriptedServer const& server(std::size_t at) const { return *servers_.at(at); }
    static constexpr std::size_t domain_server = 0, host_server = 1, mail_server = 2, http_server = 3;

    /// The heads and bodies of all that strangers, and whoever listens without TLS, were sent.
    std::vector<std::string> sent_to_strangers() const
    {
        std::vector<std::string> sent;
        for (auto at = http_server; at < servers_.size(); ++at) {
            for (auto const& head : server(at).requests()) sent.push_back(head);
            for (auto const& body : server(at).bodies()) sent.push_back(body);
        }
        return sent;
    }

    std::vector<std::string> sign_ins_at_contoso() const
    {
        std::vector<std::string> heads;
        for (auto at = domain_server; at <= mail_server; ++at)
            for (auto const& head : server(at).requests())
                if (has_sign_in(head)) heads.push_back(head);
        return heads;
    }

private:
    void serve(std::string const& name, std::optional<ServerCertificate> const& tls,
        ScriptedServer::Script const& script)
    {
        servers_.push_back(
            tls ? std::make_unique<ScriptedServer>(*tls, script) : std::make_unique<ScriptedServer>(script));
        options.transport.connect_to.push_back(fmt::format("{}:127.0.0.1:{}", name, servers_.back()->port()));
    }

    std::vector<std::unique_ptr<ScriptedServer>> servers_;
};

/// 401 to whoever has not signed in, else this.
inline ScriptedServer::Script to_signed_in(std::string answer)
{
    return [answer = std::move(answer)](std::string const& head) {
        return Reply { .bytes = has_sign_in(head) ? answer : wants_sign_in() };
    };
}

/// 401 without the header that promises SOAP, else this.
inline ScriptedServer::Script to_signed_in_by_pox(std::string answer)
{
    return [answer = std::move(answer)](std::string const& head) {
        return Reply { .bytes = has_sign_in(head)
                ? answer
                : http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"contoso\"" }) };
    };
}

inline std::vector<client::Finding> findings_of(client::Discovered const& discovered)
{
    std::vector<client::Finding> findings;
    for (auto const& step : discovered.steps) findings.push_back(step.finding);
    return findings;
}

}
