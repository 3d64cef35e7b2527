#include "client/http/url.hpp"

#include "client/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

namespace {

std::string read_back(std::string_view text)
{
    auto const url = parse_url(text);
    return url ? to_string(*url) : "refused";
}

std::string endpoint_of(std::string_view text)
{
    auto const endpoint = parse_url(text).and_then(photo_endpoint);
    return endpoint ? to_string(*endpoint) : "refused";
}

std::string redirected(std::string_view from, std::string_view location)
{
    auto const to = judge_redirect(parse_url(from).value(), location);
    if (to) return to_string(*to);
    EXPECT_EQ(to.error().kind, FailureKind::redirected);
    return "refused";
}

}

TEST(Url, ReadsTheFormsThatPeopleWrite)
{
    EXPECT_EQ(read_back("https://mail.contoso.com"), "https://mail.contoso.com/");
    EXPECT_EQ(read_back("  HTTPS://Mail.Contoso.COM:443/EWS  "), "https://mail.contoso.com/EWS");
    EXPECT_EQ(read_back("mail.contoso.com"), "https://mail.contoso.com/");
    EXPECT_EQ(read_back("localhost:8443"), "https://localhost:8443/");
    EXPECT_EQ(read_back("http://127.0.0.1:8080/a?b=c#d"), "http://127.0.0.1:8080/a?b=c");
    EXPECT_EQ(read_back("http://[::1]:8080/"), "http://[::1]:8080/");
}

TEST(Url, RefusesWhatIsNoPlainWebAddress)
{
    for (std::string_view const text : { "", "ftp://mail.contoso.com", "file:///etc/passwd", "https://",
             "https://sadie@mail.contoso.com", "https://sadie:secret@mail.contoso.com",
             "https://mail.contoso.com:0", "https://mail.contoso.com:65536", "https://mail contoso.com",
             "https://mail.contoso.com/a b", "https://mail.contoso.com/\r\nX: y" })
        EXPECT_EQ(read_back(text), "refused") << text;
    EXPECT_EQ(read_back(std::string_view("https://mail.contoso.com\0.fabrikam.com", 38)), "refused");
}

TEST(Url, RefusesAnAddressLongerThanTheLimit)
{
    auto const host = std::string("https://mail.contoso.com/");
    EXPECT_TRUE(parse_url(host + std::string(limits::url_bytes_max - host.size(), 'a')));
    EXPECT_FALSE(parse_url(host + std::string(limits::url_bytes_max - host.size() + 1, 'a')));
}

TEST(Url, NeverRepeatsAPasswordInItsError)
{
    auto const refused = parse_url("https://sadie:secret@mail.contoso.com");
    ASSERT_FALSE(refused);
    EXPECT_EQ((refused.error().message + refused.error().detail).find("secret"), std::string::npos);
}

TEST(Url, KnowsThisMachineByItsSpellingAlone)
{
    for (std::string_view const text : { "http://localhost", "http://LocalHost:80", "http://127.0.0.1",
             "http://127.9.9.9", "http://[::1]", "http://0x7f.1" })
        EXPECT_TRUE(is_loopback(parse_url(text).value())) << text;
    for (std::string_view const text : { "http://127.0.0.1.contoso.com", "http://localhost.contoso.com",
             "http://128.0.0.1", "http://[::2]", "http://[::ffff:10.0.0.1]", "http://mylocalhost" })
        EXPECT_FALSE(is_loopback(parse_url(text).value())) << text;
}

TEST(PhotoEndpoint, CompletesWhatAPersonCallsTheServersAddress)
{
    constexpr std::string_view whole = "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto";
    for (std::string_view const text :
        { "https://mail.contoso.com", "https://mail.contoso.com/", "https://mail.contoso.com/EWS",
            "https://mail.contoso.com/EWS/", "https://mail.contoso.com/EWS/Exchange.asmx",
            "https://mail.contoso.com/EWS/Exchange.asmx/", "https://mail.contoso.com/EWS/Exchange.asmx/s/",
            "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto",
            "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto?email=hope@contoso.com&size=HR48x48" })
        EXPECT_EQ(endpoint_of(text), whole) << text;
    EXPECT_EQ(endpoint_of("https://mail.contoso.com/ews/exchange.asmx"),
        "https://mail.contoso.com/ews/exchange.asmx/s/GetUserPhoto");
    EXPECT_EQ(endpoint_of("http://localhost:8080/behind/EWS/Exchange.asmx"),
        "http://localhost:8080/behind/EWS/Exchange.asmx/s/GetUserPhoto");
}

TEST(EwsEndpoint, IsTheSameServersInEveryFormThatAPersonCallsIt)
{
    auto const ews_of = [](std::string_view text) {
        auto const endpoint = parse_url(text).and_then(ews_endpoint);
        return endpoint ? to_string(*endpoint) : "refused";
    };
    for (std::string_view const text : { "mail.contoso.com", "https://mail.contoso.com/EWS/",
             "https://mail.contoso.com/EWS/Exchange.asmx", "https://mail.contoso.com/EWS/Exchange.asmx/s",
             "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto?email=hope@contoso.com" })
        EXPECT_EQ(ews_of(text), "https://mail.contoso.com/EWS/Exchange.asmx") << text;
    EXPECT_EQ(ews_of("http://localhost:8080/behind/ews/exchange.asmx/s/getuserphoto"),
        "http://localhost:8080/behind/ews/exchange.asmx");
    EXPECT_EQ(ews_of("https://mail.contoso.com/owa"), "refused");
}

TEST(PhotoEndpoint, RefusesAPathThatLeadsElsewhere)
{
    EXPECT_EQ(endpoint_of("https://mail.contoso.com/owa"), "refused");
    EXPECT_EQ(endpoint_of("https://mail.contoso.com/autodiscover/autodiscover.xml"), "refused");
    EXPECT_EQ(endpoint_of("https://mail.contoso.com/notews"), "refused");
}

TEST(Redirect, IsFollowedOnTheSameHostByHttps)
{
    constexpr std::string_view from = "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto?email=a@b";
    EXPECT_EQ(redirected(from, "/ews2/x?y=z"), "https://mail.contoso.com/ews2/x?y=z");
    EXPECT_EQ(
        redirected(from, "GetUserPhoto2"), "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto2");
    EXPECT_EQ(redirected(from, "https://MAIL.contoso.com/owa/"), "https://mail.contoso.com/owa/");
    EXPECT_EQ(redirected(from, "//mail.contoso.com:443/owa"), "https://mail.contoso.com/owa");
    EXPECT_EQ(
        redirected("http://mail.contoso.com/a", "https://mail.contoso.com/a"), "https://mail.contoso.com/a");
    EXPECT_EQ(redirected("http://localhost:80/a", "https://localhost:8443/a"), "https://localhost:8443/a");
    EXPECT_EQ(redirected("http://localhost:8080/a", "/b"), "http://localhost:8080/b");
}

TEST(Redirect, IsRefusedToOtherHostsPortsAndOutOfHttps)
{
    constexpr std::string_view from = "https://mail.contoso.com/a";
    for (std::string_view const location :
        { "https://mail.fabrikam.com/a", "//mail.fabrikam.com/a", "https://mail.contoso.com.fabrikam.com/",
            "https://contoso.com/a", "https://mail.contoso.com:8443/a", "http://mail.contoso.com/a",
            "http://127.0.0.1/a", "https://sadie:x@mail.contoso.com/a",
            "https://mail.contoso.com@mail.fabrikam.com/", "https://mail.contoso.com\\@mail.fabrikam.com/",
            "ftp://mail.contoso.com/a", "file:///etc/passwd", "javascript:alert(1)", "https://" })
        EXPECT_EQ(redirected(from, location), "refused") << location;
    EXPECT_EQ(redirected("http://mail.contoso.com/a", "/b"), "refused");
    EXPECT_EQ(redirected("http://mail.contoso.com:8080/a", "https://mail.contoso.com:8443/a"), "refused");
    EXPECT_EQ(redirected("http://localhost:8080/a", "http://localhost:8081/a"), "refused");
    EXPECT_EQ(redirected("http://localhost:8080/a", "http://127.0.0.1:8080/a"), "refused");
}

TEST(Redirect, WithoutALocationLeadsNowhere)
{
    EXPECT_EQ(redirected("https://mail.contoso.com/a", ""), "refused");
}

}
