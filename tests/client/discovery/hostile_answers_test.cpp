// Answers of servers that want what is not theirs: each is put where a search meets it, and whoever is not contoso.com,
// or does not prove to be, must have been sent neither a password nor whose it is.
#include "client/discovery/discovery_world.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace tests;

// Where a search meets an answer.
enum class At {
    domain_probe,
    host_probe,
    http_redirect,
    soap_answer,
    soap_redirect,
    pox_redirect,
    json,
    record
};

struct Case {
    std::string name;
    std::function<void(DiscoveryWorld&)> set;
    bool may_sign_in_at_contoso = false; ///< contoso.com itself has proven who it is, and asked.
};

std::string json_answer(std::string_view body)
{
    return http_answer("200 OK", { "Content-Type: application/json" }, body);
}

// A server of contoso.com that has been taken over as far as its answers go.
void put(DiscoveryWorld& world, At at, std::string const& target)
{
    switch (at) {
    case At::domain_probe: world.domain = says(leads_to(target)); return;
    case At::host_probe: world.host = says(leads_to(target)); return;
    case At::http_redirect: world.http = says(leads_to(target)); return;
    case At::soap_answer: world.domain = to_signed_in(soap_settings(target)); return;
    case At::soap_redirect: world.domain = to_signed_in(soap_redirect("RedirectUrl", target)); return;
    case At::pox_redirect:
        world.domain = to_signed_in_by_pox(
            pox_account("<Action>redirectUrl</Action><RedirectUrl>" + target + "</RedirectUrl>"));
        return;
    case At::json:
        world.host = [target](std::string const& head) {
            return Reply { .bytes = head.contains("autodiscover.json")
                    ? json_answer(R"({"Protocol":"Ews","Url":")" + target + R"("})")
                    : not_there() };
        };
        return;
    case At::record: world.services.records = { { 1, 1, 443, target } }; return;
    }
}

bool signs_in(At at)
{
    return at == At::soap_answer || at == At::soap_redirect || at == At::pox_redirect;
}

constexpr std::array places { At::domain_probe, At::host_probe, At::http_redirect, At::soap_answer,
    At::soap_redirect, At::pox_redirect, At::json, At::record };

// Hosts that are not contoso.com's, however much they look like it.
constexpr std::array hosts {
    "mail.fabrikam.com",
    "contoso.com.fabrikam.com",
    "autodiscover-contoso.com",
    "notcontoso.com",
    "contoso.co",
    "autodiscover.com",
    "com",
    "co.uk",
    "contoso.co.uk",
    "contoso.local",
    "127.0.0.1",
    "127.1",
    "0x7f.0.0.1",
    "2130706433",
    "localhost",
    "10.0.0.1",
    "169.254.169.254",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "contoso.com@fabrikam.com",
    "fabrikam.com#contoso.com",
    "fabrikam.com?contoso.com",
    "contoso.com%2efabrikam.com",
    "contoso.com%00.fabrikam.com",
    "fabrikam.com\\@contoso.com",
    "mail.contoso.com.",
    "\xEF\xBD\x86\xEF\xBD\x81"
    "brikam.com",
    "mail.contoso.com\xE3\x80\x82"
    "fabrikam.com",
    "xn--contoso-.fabrikam.com",
};

std::string target_at(At at, std::string_view host)
{
    if (at == At::record) return std::string(host);
    bool const is_ews = at == At::soap_answer || at == At::json;
    return "https://" + std::string(host)
        + (is_ews ? "/EWS/Exchange.asmx" : "/autodiscover/autodiscover.xml");
}

std::vector<Case> leading_elsewhere()
{
    std::vector<Case> cases;
    for (auto const at : places)
        for (auto const* const host : hosts)
            cases.push_back({ fmt::format("place {} leads to {}", static_cast<int>(at), host),
                [=](DiscoveryWorld& world) { put(world, at, target_at(at, host)); }, signs_in(at) });
    return cases;
}

// Addresses that are none, leave https, or are other places of contoso.com's.
std::vector<Case> leading_astray()
{
    static constexpr std::array targets {
        "http://mail.contoso.com/autodiscover/autodiscover.xml",
        "http://contoso.com:443/autodiscover/autodiscover.xml",
        "ftp://mail.contoso.com/autodiscover/autodiscover.xml",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/xml,x",
        "",
        " ",
        "https://",
        "https:///autodiscover/autodiscover.xml",
        "https://mail.contoso.com/evil/autodiscover.xml",
        "https://mail.contoso.com/autodiscover/../evil/x.xml",
        "https://mail.contoso.com/autodiscover/evil.aspx",
        "https://mail.contoso.com:0/autodiscover/autodiscover.xml",
        "https://mail.contoso.com:99999/autodiscover/autodiscover.xml",
        "https://sadie:secret@mail.contoso.com/autodiscover/autodiscover.xml",
        "//mail.fabrikam.com/autodiscover/autodiscover.xml",
        "\\\\mail.fabrikam.com\\autodiscover\\autodiscover.xml",
    };
    std::vector<Case> cases;
    for (auto const at :
        { At::domain_probe, At::host_probe, At::http_redirect, At::soap_redirect, At::pox_redirect })
        for (auto const* const target : targets)
            cases.push_back({ fmt::format("place {} leads to {}", static_cast<int>(at), target),
                [=](DiscoveryWorld& world) { put(world, at, target); }, signs_in(at) });
    return cases;
}

std::vector<Case> loops()
{
    std::vector<Case> cases;
    auto const add = [&](std::string name, auto set) { cases.push_back({ std::move(name), set, true }); };
    add("a redirect to itself", [](DiscoveryWorld& world) {
        world.domain = says(leads_to("https://contoso.com/autodiscover/autodiscover.xml"));
    });
    add("a redirect to itself in other letters", [](DiscoveryWorld& world) {
        world.domain = says(leads_to("https://CONTOSO.com:443/autodiscover/autodiscover.xml"));
    });
    add("two that lead to each other", [](DiscoveryWorld& world) {
        world.domain = says(leads_to("https://autodiscover.contoso.com/autodiscover/autodiscover.xml"));
        world.host = says(leads_to("https://contoso.com/autodiscover/autodiscover.xml"));
    });
    add("ever another path", [](DiscoveryWorld& world) {
        world.domain = [count = 0](std::string const&) mutable {
            return Reply { .bytes
                = leads_to(fmt::format("https://contoso.com/autodiscover/{}/autodiscover.xml", ++count)) };
        };
    });
    add("ever another path of version 2", [](DiscoveryWorld& world) {
        world.host = [count = 0](std::string const&) mutable {
            return Reply { .bytes
                = leads_to(fmt::format("/autodiscover/autodiscover.json?RedirectCount={}", ++count)) };
        };
    });
    add("the same address", [](DiscoveryWorld& world) {
        world.domain = to_signed_in(soap_redirect("RedirectAddress", "SADIE@contoso.com"));
    });
    add("ever another address", [](DiscoveryWorld& world) {
        world.domain = [count = 0](std::string const& head) mutable {
            return Reply { .bytes = has_sign_in(head)
                    ? soap_redirect("RedirectAddress", fmt::format("sadie{}@contoso.com", ++count))
                    : wants_sign_in() };
        };
    });
    add("an address of another domain", [](DiscoveryWorld& world) {
        world.domain = to_signed_in(soap_redirect("RedirectAddress", "sadie@fabrikam.com"));
    });
    add("an address of a public suffix", [](DiscoveryWorld& world) {
        world.domain = to_signed_in(soap_redirect("RedirectAddress", "sadie@com"));
    });
    add("an address that is none", [](DiscoveryWorld& world) {
        world.domain = to_signed_in_by_pox(
            pox_account("<Action>redirectAddr</Action><RedirectAddr>contoso.com</RedirectAddr>"));
    });
    return cases;
}

std::string deep_xml()
{
    std::string text;
    for (int at = 0; at < 5000; ++at) text += "<a>";
    return text;
}

// What is said in place of an answer, before and behind the sign-in.
std::vector<std::string> broken_answers()
{
    return {
        http_answer("200 OK", { "Content-Type: text/html" }, "<html><form action='https://fabrikam.com'>"),
        http_answer("200 OK", { "Content-Type: text/html" }, "<!DOCTYPE html><title>sign in</title>"),
        xml_answer(""),
        xml_answer("<"),
        xml_answer("<a>"),
        xml_answer(deep_xml()),
        xml_answer(R"(<!DOCTYPE a [<!ENTITY e SYSTEM "https://fabrikam.com/x">]><a>&e;</a>)"),
        xml_answer(std::string(5000, '\xFF')),
        xml_answer("<Autodiscover><Response/></Autodiscover>"),
        xml_answer(std::string("<a>") + std::string(2u << 20, 'x')),
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<a>",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<a>",
        "HTTP/1.1 200 OK\r\nX: " + std::string(100u << 10, 'x') + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        std::string(1000, '\0'),
        "",
        http_answer("500 Broken", { "Content-Type: text/xml" }, "<a/>"),
        http_answer("403 Forbidden"),
        http_answer("407 Proxy", { "Proxy-Authenticate: Basic" }),
        http_answer("503 Busy", { "Retry-After: 99999999" }),
        http_answer("304 Not Modified"),
        http_answer("999 What"),
    };
}

std::vector<Case> broken()
{
    std::vector<Case> cases;
    for (auto const& answer : broken_answers()) {
        auto const name = fmt::format("broken answer {}", cases.size());
        cases.push_back({ name, [=](DiscoveryWorld& world) { world.domain = world.host = says(answer); } });
        cases.push_back({ name + " by http", [=](DiscoveryWorld& world) { world.http = says(answer); } });
        cases.push_back({ name + ", signed in",
            [=](DiscoveryWorld& world) { world.domain = to_signed_in(answer); }, true });
        cases.push_back({ name + ", signed in by POX",
            [=](DiscoveryWorld& world) { world.domain = to_signed_in_by_pox(answer); }, true });
    }
    return cases;
}

std::vector<Case> unproven()
{
    auto const& certificates = test_certificates();
    std::vector<Case> cases;
    for (auto const& certificate : { certificates.other_name, certificates.of_strangers, certificates.expired,
             certificates.of_expired_authority })
        cases.push_back({ "certificate " + certificate.chain.filename().string(), [=](DiscoveryWorld& world) {
                             world.certificate = certificate;
                             world.domain = world.host = world.mail = says(wants_sign_in());
                             world.http
                                 = says(leads_to("https://mail.contoso.com/autodiscover/autodiscover.xml"));
                         } });
    cases.push_back({ "an authority that nobody trusts", [](DiscoveryWorld& world) {
                         world.options.transport.ca_file = test_certificates().other_authority;
                         world.domain = world.host = says(wants_sign_in());
                     } });
    cases.push_back(
        { "a sign-in by http", [](DiscoveryWorld& world) { world.http = says(wants_sign_in()); } });
    cases.push_back({ "settings by http", [](DiscoveryWorld& world) {
                         world.http = says(pox_settings("https://mail.contoso.com/EWS/Exchange.asmx"));
                     } });
    return cases;
}

// These take as long as the client lets them: its own limits end them, and they are short here.
std::vector<Case> slow()
{
    auto const shortly = [](DiscoveryWorld& world) {
        world.options.step_time_max = std::chrono::milliseconds(300);
        world.options.time_max = std::chrono::milliseconds(1500);
    };
    auto const drip = [](std::string const&) {
        return Reply { .bytes = wants_sign_in(), .pause_per_byte = std::chrono::milliseconds(50) };
    };
    auto const silence = [](std::string const&) { return Reply { .bytes = {}, .keeps_open = true }; };
    std::vector<Case> cases;
    for (bool const drips : { true, false }) {
        ScriptedServer::Script const script
            = drips ? ScriptedServer::Script(drip) : ScriptedServer::Script(silence);
        auto const add = [&](std::string const& name, auto set) {
            cases.push_back({ name + (drips ? " drips" : " is silent"),
                [=](DiscoveryWorld& world) {
                    shortly(world);
                    set(world);
                },
                true });
        };
        add("the domain", [=](DiscoveryWorld& world) { world.domain = script; });
        add("the host", [=](DiscoveryWorld& world) { world.host = script; });
        add("http", [=](DiscoveryWorld& world) { world.http = script; });
        add("everybody", [=](DiscoveryWorld& world) { world.domain = world.host = world.http = script; });
        add("whoever is signed in to", [=](DiscoveryWorld& world) {
            world.domain = [=](std::string const& head) {
                return has_sign_in(head) ? script(head) : Reply { .bytes = wants_sign_in() };
            };
        });
    }
    return cases;
}

void expect_nothing_given_away(Case const& hostile)
{
    SCOPED_TRACE(hostile.name);
    DiscoveryWorld world;
    hostile.set(world);
    auto const found = world.discover();
    EXPECT_FALSE(found.server) << to_string(found.server->ews);
    EXPECT_FALSE(found.steps.empty());
    for (auto const& sent : world.sent_to_strangers()) {
        EXPECT_FALSE(has_sign_in(sent)) << sent;
        EXPECT_EQ(sent.find("sadie"), std::string::npos) << sent;
    }
    if (!hostile.may_sign_in_at_contoso) {
        EXPECT_TRUE(world.sign_ins_at_contoso().empty());
        EXPECT_EQ(world.asked_for_credentials, 0);
    }
}

void expect_nothing_given_away(std::vector<Case> const& cases)
{
    for (auto const& hostile : cases) expect_nothing_given_away(hostile);
}

}

TEST(HostileAnswers, AreMoreThanThreeHundred)
{
    EXPECT_GE(leading_elsewhere().size() + leading_astray().size() + loops().size() + broken().size()
            + unproven().size() + slow().size(),
        300u);
}

TEST(HostileAnswers, LeadNothingToStrangers)
{
    expect_nothing_given_away(leading_elsewhere());
}

TEST(HostileAnswers, LeadNowhereElse)
{
    expect_nothing_given_away(leading_astray());
}

TEST(HostileAnswers, DoNotGoInCirclesForGood)
{
    expect_nothing_given_away(loops());
}

TEST(HostileAnswers, AreNotTakenForAutodiscover)
{
    expect_nothing_given_away(broken());
}

TEST(HostileAnswers, GetNothingWithoutProofOfWhoTheyAre)
{
    expect_nothing_given_away(unproven());
}

TEST(HostileAnswers, DoNotHoldASearchWhenTheyAreSlow)
{
    expect_nothing_given_away(slow());
}

}
