// GetUserSettings and GetDomainSettings: the answers to the letter, and both ways of every message.
// Source: spec/autodiscover.md 2 and 4.
#include "autodiscover/get_domain_settings.hpp"
#include "autodiscover/get_user_settings.hpp"
#include "autodiscover/request.hpp"
#include "autodiscover/samples.hpp"
#include "autodiscover/settings_code.hpp"

#include <gtest/gtest.h>

namespace likeness::autodiscover {
namespace {

using xml::Spelling;

constexpr auto url = "https://mail.contoso.com/autodiscover/autodiscover.svc";

SettingsAnswer sample()
{
    return { .message = "",
        .found = { { .message = "No error.",
            .errors = { { SettingsCode::setting_is_not_available,
                "User setting 'ActiveDirectoryServer' is not available.", "ActiveDirectoryServer" } },
            .settings = { { "ExternalEwsUrl", "https://mail.contoso.com/EWS/Exchange.asmx" } } } } };
}

// An answer in which every field says something.
SettingsAnswer full()
{
    SettingsAnswer answer { .code = SettingsCode::server_busy, .message = "later & <more>", .found = {} };
    for (auto const code : { SettingsCode::no_error, SettingsCode::redirect_address,
             SettingsCode::redirect_url, SettingsCode::invalid_user, SettingsCode::invalid_request,
             SettingsCode::invalid_setting, SettingsCode::setting_is_not_available, SettingsCode::server_busy,
             SettingsCode::invalid_domain, SettingsCode::not_federated, SettingsCode::internal_server_error })
        answer.found.push_back({ .code = code,
            .message = std::string(name_of(code)),
            .redirect_target = code == SettingsCode::redirect_url ? "https://example.org/a?b&c" : "",
            .errors = { { code, "why", "Name" }, { SettingsCode::invalid_setting, "", "Other" } },
            .settings = { { "UserDisplayName", "Sadie \"S\" Daniels" }, { "ExternalEwsUrl", "" } } });
    return answer;
}

TEST(GetUserSettingsMessage, IsAnsweredAsExchangeAnswersIt)
{
    EXPECT_EQ(write_get_user_settings_response(sample(), {}, {}),
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
        "xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header><a:Action "
        "s:mustUnderstand=\"1\">http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/"
        "GetUserSettingsResponse</a:Action><h:ServerVersionInfo "
        "xmlns:h=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\"><h:MajorVersion>15</"
        "h:MajorVersion>"
        "<h:MinorVersion>1</h:MinorVersion><h:MajorBuildNumber>2507</h:MajorBuildNumber><h:MinorBuildNumber>0"
        "</h:MinorBuildNumber><h:Version>Exchange2015</h:Version></h:ServerVersionInfo></s:Header><s:Body>"
        "<GetUserSettingsResponseMessage xmlns=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\">"
        "<Response xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><ErrorCode>NoError</ErrorCode>"
        "<ErrorMessage/><UserResponses><UserResponse><ErrorCode>NoError</ErrorCode><ErrorMessage>No error."
        "</ErrorMessage><RedirectTarget i:nil=\"true\"/><UserSettingErrors><UserSettingError><ErrorCode>"
        "SettingIsNotAvailable</ErrorCode><ErrorMessage>User setting 'ActiveDirectoryServer' is not "
        "available.</ErrorMessage><SettingName>ActiveDirectoryServer</SettingName></UserSettingError>"
        "</UserSettingErrors><UserSettings><UserSetting i:type=\"StringSetting\"><Name>ExternalEwsUrl</Name>"
        "<Value>https://mail.contoso.com/EWS/Exchange.asmx</Value></UserSetting></UserSettings></"
        "UserResponse>"
        "</UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>");
}

TEST(GetUserSettingsMessage, LeavesBothListsEmptyForAUserWhoIsNone)
{
    SettingsAnswer const answer { .found
        = { { .code = SettingsCode::invalid_user, .message = "Invalid user: 'nobody@contoso.com'" } } };
    auto const text = write_get_user_settings_response(answer, {}, {});
    EXPECT_NE(text.find("<UserResponse><ErrorCode>InvalidUser</ErrorCode><ErrorMessage>Invalid user: "
                        "'nobody@contoso.com'</ErrorMessage><RedirectTarget i:nil=\"true\"/>"
                        "<UserSettingErrors/><UserSettings/></UserResponse>"),
        std::string::npos)
        << text;
}

TEST(GetUserSettingsMessage, IsAnsweredInTheSpellingOfTheRequest)
{
    auto const text = write_get_user_settings_response(sample(), { Spelling::https, Spelling::https }, {});
    EXPECT_EQ(text, test::as_printed(write_get_user_settings_response(sample(), {}, {})));
    EXPECT_EQ(text.find("http://schemas."), std::string::npos);
}

TEST(GetDomainSettingsMessage, IsAnsweredWithTheRedirectTargetLast)
{
    SettingsAnswer const answer { .found = { { .message = "No error.",
                                      .errors = { { SettingsCode::invalid_setting, "why", "Odd" } },
                                      .settings = { { "ExternalEwsUrl", "https://mail.contoso.com/" } } } } };
    auto const text = write_get_domain_settings_response(answer, {}, {});
    EXPECT_NE(
        text.find("/Autodiscover/Autodiscover/GetDomainSettingsResponse</a:Action>"), std::string::npos);
    EXPECT_NE(
        text.find("<GetDomainSettingsResponseMessage "
                  "xmlns=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\"><Response "
                  "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><ErrorCode>NoError</ErrorCode>"
                  "<ErrorMessage/><DomainResponses><DomainResponse><ErrorCode>NoError</ErrorCode>"
                  "<ErrorMessage>No error.</ErrorMessage><DomainSettingErrors><DomainSettingError>"
                  "<ErrorCode>InvalidSetting</ErrorCode><ErrorMessage>why</ErrorMessage><SettingName>Odd"
                  "</SettingName></DomainSettingError></DomainSettingErrors><DomainSettings><DomainSetting "
                  "i:type=\"DomainStringSetting\"><Name>ExternalEwsUrl</Name><Value>"
                  "https://mail.contoso.com/</Value></DomainSetting></DomainSettings><RedirectTarget "
                  "i:nil=\"true\"/></DomainResponse></DomainResponses></Response>"),
        std::string::npos)
        << text;
}

TEST(SettingsMessages, OfTheServerAreReadAsTheyWereMeant)
{
    ServerBuild const build { 15, 20, 7000, 12 };
    for (auto const& spellings : { Spellings {}, Spellings { Spelling::https, Spelling::https } })
        for (auto const& answer : { sample(), full(), SettingsAnswer {} }) {
            auto const users = write_get_user_settings_response(answer, spellings, build);
            auto const user = read_get_user_settings_response(base::as_bytes(users), "");
            ASSERT_TRUE(user);
            EXPECT_EQ(user->answer, answer);
            EXPECT_EQ(user->build, build);
            auto const domains = write_get_domain_settings_response(answer, spellings, build);
            auto const domain = read_get_domain_settings_response(base::as_bytes(domains), "");
            ASSERT_TRUE(domain);
            EXPECT_EQ(domain->answer, answer);
            EXPECT_FALSE(read_get_domain_settings_response(base::as_bytes(users), ""));
        }
}

TEST(SettingsMessages, OfTheClientAreReadAsTheyWereMeant)
{
    GetUserSettings const users { { "sadie@contoso.com", "", "<hope>&@contoso.com" }, { "A", "B & C" } };
    auto const user = read_request(base::as_bytes(write_get_user_settings(users, url)), "utf-8");
    ASSERT_TRUE(user);
    EXPECT_EQ(*user, (Request { users, {} }));
    GetDomainSettings const domains { { "contoso.com", "example.org" }, { "ExternalEwsUrl" } };
    auto const domain = read_request(base::as_bytes(write_get_domain_settings(domains, url)), "utf-8");
    ASSERT_TRUE(domain);
    EXPECT_EQ(*domain, (Request { domains, {} }));
    EXPECT_TRUE(read_request(base::as_bytes(write_get_user_settings({}, "")), ""));
}

TEST(SettingsMessages, OfTheClientSayWhereTheyGoAndWhatTheyAre)
{
    auto const text = write_get_user_settings({ { "sadie@contoso.com" }, { "UserDN" } }, url);
    EXPECT_EQ(text,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope "
        "xmlns:a=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\" "
        "xmlns:wsa=\"http://www.w3.org/2005/08/addressing\" "
        "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><a:RequestedServerVersion>"
        "Exchange2013</a:RequestedServerVersion><wsa:Action>http://schemas.microsoft.com/exchange/2010/"
        "Autodiscover/Autodiscover/GetUserSettings</wsa:Action><wsa:To>https://mail.contoso.com/autodiscover/"
        "autodiscover.svc</wsa:To></"
        "soap:Header><soap:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users>"
        "<a:User><a:Mailbox>sadie@contoso.com</a:Mailbox></a:User></a:Users><a:RequestedSettings><a:Setting>"
        "UserDN</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></soap:Body>"
        "</soap:Envelope>");
}

TEST(SettingsAnswers, OfForeignServersAreReadLeniently)
{
    // Exchange Online's shape: settings of other types among those of text, codes that are not in our list.
    auto const read = read_get_user_settings_response(
        base::as_bytes(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
            "<GetUserSettingsResponseMessage "
            "xmlns='http://schemas.microsoft.com/exchange/2010/Autodiscover'><Response "
            "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><ErrorCode> NoError </ErrorCode>"
            "<UserResponses><UserResponse><RedirectTarget i:nil='true'/><UserSettings><UserSetting "
            "i:type='WebClientUrlCollectionSetting'><Name>ExternalWebClientUrls</Name>"
            "<WebClientUrls/></UserSetting><UserSetting i:type='StringSetting'><Name>UserDN</Name>"
            "<Value>\n/o=x </Value></UserSetting></UserSettings><ErrorCode>Odd</ErrorCode>"
            "</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body>"
            "</s:Envelope>"),
        "");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->build, std::nullopt);
    EXPECT_EQ(read->answer,
        (SettingsAnswer { .found
            = { { .code = SettingsCode::internal_server_error, .settings = { { "UserDN", "/o=x" } } } } }));
}

TEST(SettingsAnswers, ThatAreNoneEndInAFault)
{
    auto const fault = write_fault({ FaultCode::server, "broken" }, {}, {});
    auto const read = read_get_user_settings_response(base::as_bytes(fault), "");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), (Fault { FaultCode::server, "broken" }));
    for (auto const* const text : { "", "<html/>", "{}",
             "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
             "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a/></s:Body>"
             "</s:Envelope>" })
        EXPECT_FALSE(read_get_user_settings_response(base::as_bytes(text), "")) << text;
}

TEST(SettingsCodes, AreReadBackFromTheirNames)
{
    for (int i = 0; i <= static_cast<int>(SettingsCode::internal_server_error); ++i)
        EXPECT_EQ(settings_code_from(name_of(static_cast<SettingsCode>(i))), static_cast<SettingsCode>(i));
    EXPECT_EQ(settings_code_from("noerror"), SettingsCode::internal_server_error);
    EXPECT_EQ(settings_code_from(""), SettingsCode::internal_server_error);
}

}
}
