// What Autodiscover answers: to whom, about whom, and what is said of a directory that cannot be asked.
// Source: spec/autodiscover.md 2 to 6 and 9.
#include "core/limits.hpp"
#include "service/find_account.hpp"
#include "service/find_endpoint.hpp"
#include "service/get_domain_settings.hpp"
#include "service/get_user_settings.hpp"
#include "service/legacy_dn.hpp"

#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using namespace tests;

constexpr auto ews = "https://mail.contoso.com/EWS/Exchange.asmx";
constexpr auto sadies_dn = "/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
                           "/cn=Recipients/cn=00000000000000000000000000000001";

class AutodiscoverTest : public testing::Test {
protected:
    ScriptedDirectory directory;
    Publication const publication { .base_url = "https://mail.contoso.com",
        .deployment = base::parse_guid("649d50b8-a1ce-4bac-8ace-23210e463f70").value() };
    Principal const user { .address = address("hope@contoso.com") };
    Principal const admin { .address = address("admin@contoso.com"), .role = Role::admin };

    void SetUp() override
    {
        auto sadie = person(person_id(1), "Sadie@contoso.com");
        sadie.addresses.push_back(address("s.daniels@contoso.com"));
        sadie.display_name = "Sadie Daniels";
        directory.people = { sadie, person(person_id(2), "hidden@contoso.com", Visibility::hidden) };
    }

    SettingsAnswer ask(GetUserSettings const& request) { return ask(request, user); }
    SettingsAnswer ask(GetUserSettings const& request, Principal const& caller)
    {
        return get_user_settings(request, caller, directory, publication);
    }
    SettingsAnswer ask(GetDomainSettings const& request)
    {
        return get_domain_settings(request, directory, publication);
    }
    std::string value_of(std::string const& setting)
    {
        auto const answer = ask(GetUserSettings { { "sadie@contoso.com" }, { setting } });
        return answer.found.at(0).settings.empty() ? "" : answer.found[0].settings[0].value;
    }
    Result<AccountSettings> find(FindAccount const& request) { return find(request, user); }
    Result<AccountSettings> find(FindAccount const& request, Principal const& caller)
    {
        return find_account(request, caller, directory, publication);
    }
};

using UserSettings = AutodiscoverTest;
using DomainSettings = AutodiscoverTest;
using AccountOfPox = AutodiscoverTest;
using EndpointOfV2 = AutodiscoverTest;

FoundSettings invalid_user(std::string_view mailbox)
{
    return { .code = SettingsCode::invalid_user, .message = "Invalid user: '" + std::string(mailbox) + "'" };
}

TEST_F(UserSettings, HaveTheValuesOfTheTable)
{
    for (auto const& [name, value] : std::map<std::string, std::string> {
             { "UserDisplayName", "Sadie Daniels" },
             { "UserDN", sadies_dn },
             { "MailboxDN", sadies_dn },
             { "UserDeploymentId", "649d50b8-a1ce-4bac-8ace-23210e463f70" },
             { "AutoDiscoverSMTPAddress", "Sadie@contoso.com" },
             { "InternalEwsUrl", ews },
             { "ExternalEwsUrl", ews },
             { "InternalPhotosUrl", std::string(ews) + "/s/GetUserPhoto" },
             { "ExternalPhotosUrl", std::string(ews) + "/s/GetUserPhoto" },
             { "CasVersion", "15.01.2507.000" },
             { "MailboxVersion", "15.01.2507.000" },
             { "ExternalEwsVersion", "15.01.2507.000" },
             { "EwsSupportedSchemas",
                 "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, "
                 "Exchange2013, Exchange2013_SP1, Exchange2015, Exchange2016" },
             { "GroupingInformation", "Default-First-Site-Name" },
             { "UserMSOnline", "False" },
         })
        EXPECT_EQ(value_of(name), value) << name;
}

TEST_F(UserSettings, ComeInTheOrderOfTheRequestApartFromThoseThatThereAreNot)
{
    auto const answer = ask(GetUserSettings { { "sadie@contoso.com" },
        { "UserMSOnline", "ActiveDirectoryServer", "Photo", "ExternalEwsUrl", "externalEwsUrl",
            "UserMSOnline" } });
    FoundSettings const expected { .message = "No error.",
        .errors = { { SettingsCode::setting_is_not_available,
                        "User setting 'ActiveDirectoryServer' is not available.", "ActiveDirectoryServer" },
            { SettingsCode::invalid_setting, "User setting 'Photo' is invalid.", "Photo" },
            { SettingsCode::invalid_setting, "User setting 'externalEwsUrl' is invalid.",
                "externalEwsUrl" } },
        .settings = { { "UserMSOnline", "False" }, { "ExternalEwsUrl", ews } } };
    EXPECT_EQ(answer, (SettingsAnswer { .found = { expected } }));
}

TEST_F(UserSettings, AreNotAvailableForWhatThisServerIsNot)
{
    for (auto const* const name : { "MapiHttpEnabled", "InternalOABUrl", "ExternalUMUrl",
             "InternalPop3Connections", "ExternalImap4Connections", "InternalRpcClientServer",
             "ExternalEcpPhotoUrl", "EcpPhotoUrlFragment", "AlternateMailboxes", "CertPrincipalName" }) {
        auto const answer = ask(GetUserSettings { { "sadie@contoso.com" }, { name } });
        ASSERT_EQ(answer.found.at(0).errors.size(), 1u) << name;
        EXPECT_EQ(answer.found[0].errors[0].code, SettingsCode::setting_is_not_available) << name;
    }
}

TEST_F(UserSettings, AreThoseOfAPersonByAnyAddressInAnyCase)
{
    for (auto const* const text :
        { "sadie@contoso.com", "S.Daniels@CONTOSO.com", "smtp:sadie@contoso.com" }) {
        auto const answer = ask(GetUserSettings { { text }, { "AutoDiscoverSMTPAddress" } });
        EXPECT_EQ(answer.found.at(0).settings,
            (std::vector<Setting> { { "AutoDiscoverSMTPAddress", "Sadie@contoso.com" } }))
            << text;
    }
}

TEST_F(UserSettings, AreTheSameInvalidUserForSomebodyHiddenUnknownOrNoAddress)
{
    for (auto const* const text : { "hidden@contoso.com", "nobody@contoso.com", "nobody", "", "a b@c" }) {
        auto const answer = ask(GetUserSettings { { text }, { "UserDN" } });
        EXPECT_EQ(answer, (SettingsAnswer { .found = { invalid_user(text) } })) << text;
    }
    auto const seen = ask(GetUserSettings { { "hidden@contoso.com" }, { "UserDN" } }, admin);
    EXPECT_EQ(seen.found.at(0).code, SettingsCode::no_error);
    EXPECT_EQ(ask(GetUserSettings { { "hidden@contoso.com" }, { "UserDN" } }, Principal {}).found.at(0),
        invalid_user("hidden@contoso.com"));
}

TEST_F(UserSettings, AreToldToSomebodyHiddenOfThemself)
{
    Principal const hidden { .address = address("hidden@contoso.com") };
    EXPECT_EQ(ask(GetUserSettings { { "hidden@contoso.com" }, { "UserDN" } }, hidden).found.at(0).code,
        SettingsCode::no_error);
    EXPECT_TRUE(find({ .address = "hidden@contoso.com", .legacy_dn = "" }, hidden));
}

TEST_F(UserSettings, AreAnsweredForEachUserInTheirPlace)
{
    auto const answer = ask(GetUserSettings {
        { "nobody@contoso.com", "sadie@contoso.com", "nobody@contoso.com" }, { "UserDisplayName" } });
    ASSERT_EQ(answer.found.size(), 3u);
    EXPECT_EQ(answer.found[0], invalid_user("nobody@contoso.com"));
    EXPECT_EQ(answer.found[1].settings, (std::vector<Setting> { { "UserDisplayName", "Sadie Daniels" } }));
    EXPECT_EQ(answer.found[2], answer.found[0]);
}

TEST_F(UserSettings, OfADirectoryThatIsDownAreNoInvalidUser)
{
    directory.down = true;
    auto const answer
        = ask(GetUserSettings { { "sadie@contoso.com", "nobody@contoso.com", "nobody" }, { "UserDN" } });
    EXPECT_EQ(answer.code, SettingsCode::no_error);
    ASSERT_EQ(answer.found.size(), 3u);
    EXPECT_EQ(answer.found[0].code, SettingsCode::server_busy);
    EXPECT_EQ(answer.found[1], answer.found[0]);
    EXPECT_TRUE(answer.found[0].errors.empty() && answer.found[0].settings.empty());
    EXPECT_EQ(answer.found[2], invalid_user("nobody"));
}

TEST_F(UserSettings, AreRefusedAsAWholeWithoutUsersOrSettingsOrWithTooManyOfThem)
{
    auto const many = [](std::size_t count) { return std::vector<std::string>(count, "sadie@contoso.com"); };
    auto const code_of
        = [&](std::vector<std::string> const& users, std::vector<std::string> const& settings) {
              auto const answer = ask(GetUserSettings { users, settings });
              EXPECT_EQ(answer.found.size(), answer.code == SettingsCode::no_error ? users.size() : 0);
              EXPECT_EQ(answer.message.empty(), answer.code == SettingsCode::no_error);
              return answer.code;
          };
    auto const longest = std::string(limits::settings_name_bytes_max, 'x');
    EXPECT_EQ(code_of({}, { "UserDN" }), SettingsCode::invalid_request);
    EXPECT_EQ(code_of(many(1), {}), SettingsCode::invalid_request);
    EXPECT_EQ(code_of(many(100), { "UserDN" }), SettingsCode::no_error);
    EXPECT_EQ(code_of(many(101), { "UserDN" }), SettingsCode::invalid_request);
    EXPECT_EQ(code_of(many(1), many(limits::settings_names_max)), SettingsCode::no_error);
    EXPECT_EQ(code_of(many(1), many(limits::settings_names_max + 1)), SettingsCode::invalid_request);
    EXPECT_EQ(code_of(many(100), many(limits::settings_answers_max / 100)), SettingsCode::no_error);
    EXPECT_EQ(
        code_of(many(100), many(limits::settings_answers_max / 100 + 1)), SettingsCode::invalid_request);
    EXPECT_EQ(code_of(many(1), { longest }), SettingsCode::no_error);
    EXPECT_EQ(code_of(many(1), { longest + "x" }), SettingsCode::invalid_request);
}

TEST_F(DomainSettings, AreThoseOfTheServerForDomainsThatAreServed)
{
    auto const answer = ask(GetDomainSettings {
        { " Contoso.COM ", "example.org", "" }, { "ExternalEwsVersion", "ExternalEwsUrl", "UserDN" } });
    FoundSettings const served { .message = "No error.",
        .errors = { { SettingsCode::invalid_setting, "Domain setting 'UserDN' is invalid.", "UserDN" } },
        .settings = { { "ExternalEwsVersion", "15.01.2507.000" }, { "ExternalEwsUrl", ews } } };
    EXPECT_EQ(answer,
        (SettingsAnswer { .found
            = { served, { .code = SettingsCode::invalid_domain, .message = "Invalid domain: 'example.org'" },
                { .code = SettingsCode::invalid_domain, .message = "Invalid domain: ''" } } }));
}

TEST_F(DomainSettings, OfADirectoryThatIsDownAreNoInvalidDomain)
{
    directory.down = true;
    EXPECT_EQ(ask(GetDomainSettings { { "contoso.com" }, { "ExternalEwsUrl" } }).found.at(0).code,
        SettingsCode::server_busy);
    EXPECT_EQ(ask(GetDomainSettings { {}, { "ExternalEwsUrl" } }).code, SettingsCode::invalid_request);
}

TEST_F(AccountOfPox, HasEverySettingOfAPersonByAnyAddress)
{
    AccountSettings const expected { .display_name = "Sadie Daniels",
        .legacy_dn = sadies_dn,
        .address = "Sadie@contoso.com",
        .deployment_id = "649d50b8-a1ce-4bac-8ace-23210e463f70",
        .server = "mail.contoso.com",
        .server_dn = "/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
                     "/cn=Configuration/cn=Servers/cn=mail.contoso.com",
        .server_version = "73C189CB",
        .ews_url = ews };
    EXPECT_EQ(find({ .address = "sadie@contoso.com", .legacy_dn = "" }).value(), expected);
    EXPECT_EQ(find({ .address = "S.DANIELS@contoso.com", .legacy_dn = "" }).value(), expected);
    EXPECT_EQ(find({ .address = "", .legacy_dn = sadies_dn }).value(), expected);
}

TEST_F(AccountOfPox, GoesByTheLegacyDNWhereBothAreGiven)
{
    EXPECT_EQ(find({ .address = "nobody", .legacy_dn = sadies_dn }).value().address, "Sadie@contoso.com");
    auto const refused = find({ .address = "sadie@contoso.com", .legacy_dn = "/o=other/cn=sadie" });
    EXPECT_EQ(refused.error().code, Code::non_existent_mailbox);
}

TEST_F(AccountOfPox, IsTheSameRefusalForSomebodyHiddenOrUnknown)
{
    auto const unknown = find({ .address = "nobody@contoso.com", .legacy_dn = "" }).error();
    EXPECT_EQ(unknown.code, Code::non_existent_mailbox);
    for (auto const& request :
        { FindAccount { "hidden@contoso.com", "" }, FindAccount { "", legacy_dn_of(person_id(2)) },
            FindAccount { "", legacy_dn_of(person_id(9)) } }) {
        auto const refused = find(request).error();
        EXPECT_EQ(refused.code, unknown.code);
        EXPECT_EQ(refused.message, unknown.message);
        EXPECT_EQ(refused.detail, unknown.detail);
    }
    EXPECT_TRUE(find({ .address = "hidden@contoso.com", .legacy_dn = "" }, admin));
}

TEST_F(AccountOfPox, TellsWhatIsNoAddressAndADirectoryThatIsDown)
{
    EXPECT_EQ(find({ .address = "nobody", .legacy_dn = "" }).error().code, Code::invalid_smtp_address);
    directory.down = true;
    EXPECT_EQ(find({ .address = "sadie@contoso.com", .legacy_dn = "" }).error().code, Code::ad_unavailable);
    EXPECT_EQ(find({ .address = "", .legacy_dn = sadies_dn }).error().code, Code::ad_unavailable);
}

TEST_F(EndpointOfV2, IsTheSameForEveryAddressOfAServedDomain)
{
    for (auto const* const text : { "sadie@contoso.com", "hidden@contoso.com", "nobody@CONTOSO.com" }) {
        auto const found = find_endpoint({ address(text) }, directory, publication);
        ASSERT_TRUE(found) << text;
        EXPECT_EQ(*found, (FoundEndpoint { EndpointProtocol::ews, ews })) << text;
    }
    EXPECT_EQ(
        find_endpoint({ address("a@contoso.com"), EndpointProtocol::autodiscover_v1 }, directory, publication)
            .value()
            .url,
        "https://mail.contoso.com/autodiscover/autodiscover.xml");
}

TEST_F(EndpointOfV2, IsNoneForAnotherDomainAndUnknownWhileTheDirectoryIsDown)
{
    EXPECT_EQ(find_endpoint({ address("sadie@example.org") }, directory, publication).error().code,
        Code::non_existent_mailbox);
    directory.down = true;
    EXPECT_EQ(find_endpoint({ address("sadie@contoso.com") }, directory, publication).error().code,
        Code::ad_unavailable);
}

TEST(LegacyDN, IsReadBackInAnyCaseAndOnlyWhole)
{
    auto const person = base::random_guid();
    auto const dn = legacy_dn_of(person);
    EXPECT_EQ(person_of_legacy_dn(dn), person);
    auto lower = dn;
    std::ranges::transform(lower, lower.begin(), [](unsigned char letter) { return std::tolower(letter); });
    EXPECT_EQ(person_of_legacy_dn(lower), person);
    EXPECT_EQ(person_of_legacy_dn(dn.substr(0, dn.size() - 1)), std::nullopt);
    EXPECT_EQ(person_of_legacy_dn(dn + "0"), std::nullopt);
    EXPECT_EQ(person_of_legacy_dn("/" + dn), std::nullopt);
    EXPECT_EQ(person_of_legacy_dn(dn.substr(0, dn.size() - 1) + "g"), std::nullopt);
    EXPECT_EQ(person_of_legacy_dn(""), std::nullopt);
}

}
}
