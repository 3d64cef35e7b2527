#include "client/discovery/redirect_judge.hpp"

#include "client/discovery/registrable_domain.hpp"
#include "client/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

namespace {

RedirectJudge const judge(
    "contoso.com", { .domains = { "outlook.com" }, .private_domains = { "in.contoso.com" } });

Url url(std::string_view text)
{
    return parse_url(text).value();
}

Judged<Url> from_domain(std::string_view location)
{
    return judge.judge_redirect(url("https://contoso.com/autodiscover/autodiscover.xml"), location);
}

}

TEST(RegistrableDomain, EndsWhereSomebodyHasRegisteredAName)
{
    EXPECT_EQ(registrable_domain("mail.contoso.com"), "contoso.com");
    EXPECT_EQ(registrable_domain("contoso.com"), "contoso.com");
    EXPECT_EQ(registrable_domain("a.b.contoso.co.uk"), "contoso.co.uk");
    EXPECT_EQ(registrable_domain("mail.contoso.local"), "contoso.local");
    EXPECT_EQ(registrable_domain("sadie.github.io"), "sadie.github.io");
    for (auto const* const none : { "com", "co.uk", "github.io", "localhost", "", ".", "contoso.com.",
             "127.0.0.1", "[::1]", "a..com", "-a.com", "CONTOSO.com", "con_toso.com", "contoso.com:443" })
        EXPECT_FALSE(registrable_domain(none)) << none;
}

TEST(RegistrableDomain, TellsTheInternetsNamesFromOthers)
{
    for (auto const* const name : { "contoso.com", "mail.contoso.co.uk", "com" })
        EXPECT_TRUE(is_public_name(name));
    for (auto const* const name : { "contoso.local", "mail.corp.internal", "localhost" })
        EXPECT_FALSE(is_public_name(name)) << name;
}

TEST(RedirectJudge, AcceptsHostsOfTheMailDomainAndThoseThatAreApproved)
{
    for (auto const* const location : { "https://mail.contoso.com/autodiscover/autodiscover.xml",
             "https://contoso.com/Autodiscover/v2/x/Autodiscover.XML", "/autodiscover/autodiscover.xml",
             "https://outlook.com/autodiscover/autodiscover.xml",
             "https://a.outlook.com/autodiscover/autodiscover.svc",
             " https://mail.contoso.com/autodiscover/autodiscover.xml\r\n" })
        EXPECT_TRUE(from_domain(location)) << location;
}

TEST(RedirectJudge, AsksForApprovalOfNobodyElseThanAHostOfAnotherDomainThatIsRightOtherwise)
{
    std::vector<std::string> asked;
    RedirectJudge const asking("contoso.com", { .domains = { "outlook.com" } }, [&](std::string const& host) {
        asked.push_back(host);
        return host == "mail.fabrikam.com";
    });
    auto const from = url("https://contoso.com/autodiscover/autodiscover.xml");
    for (auto const* const location : { "https://mail.fabrikam.com/autodiscover/autodiscover.xml",
             "https://contoso.com/autodiscover/a/autodiscover.xml",
             "https://outlook.com/autodiscover/autodiscover.xml" })
        EXPECT_TRUE(asking.judge_redirect(from, location)) << location;
    for (auto const* const location : { "https://fabrikam.com/autodiscover/autodiscover.xml",
             "http://mail.fabrikam.com/autodiscover/autodiscover.xml", "https://mail.fabrikam.com/elsewhere",
             "https://10.0.0.1/autodiscover/autodiscover.xml" })
        EXPECT_FALSE(asking.judge_redirect(from, location)) << location;
    EXPECT_EQ(asked, (std::vector<std::string> { "mail.fabrikam.com", "fabrikam.com", "mail.fabrikam.com" }));
}

TEST(RedirectJudge, SaysWhyAPlaceIsNotGoneTo)
{
    struct Case {
        char const* location;
        RedirectRefusal refusal;
    };
    for (auto const& [location, refusal] : std::initializer_list<Case> {
             { "http://mail.contoso.com/autodiscover/autodiscover.xml", RedirectRefusal::not_https },
             { "https://mail.fabrikam.com/autodiscover/autodiscover.xml", RedirectRefusal::other_host },
             { "https://notoutlook.com/autodiscover/autodiscover.xml", RedirectRefusal::other_host },
             { "https://mail.contoso.com/owa/", RedirectRefusal::other_path },
             { "https://mail.contoso.com/autodiscover/autodiscover.json", RedirectRefusal::other_path },
             { "https://127.0.0.1/autodiscover/autodiscover.xml", RedirectRefusal::unusable_address },
             { "", RedirectRefusal::unusable_address },
             { "gopher://contoso.com/", RedirectRefusal::unusable_address },
         }) {
        auto const judged = judge.judge_redirect(url("https://contoso.com/"), location);
        ASSERT_FALSE(judged) << location;
        EXPECT_EQ(judged.error(), refusal) << location;
    }
}

TEST(RedirectJudge, TakesAddressesOfEwsAlone)
{
    EXPECT_EQ(to_string(judge.judge_ews("https://mail.contoso.com/EWS/Exchange.asmx").value()),
        "https://mail.contoso.com/EWS/Exchange.asmx");
    EXPECT_EQ(
        judge.judge_ews("http://mail.contoso.com/EWS/Exchange.asmx").error(), RedirectRefusal::not_https);
    EXPECT_EQ(judge.judge_ews("mail.contoso.com").error(), RedirectRefusal::unusable_address);
    EXPECT_EQ(judge.judge_ews("https://mail.contoso.com/owa").error(), RedirectRefusal::other_path);
    EXPECT_EQ(
        judge.judge_ews("https://mail.fabrikam.com/EWS/Exchange.asmx").error(), RedirectRefusal::other_host);
}

TEST(RedirectJudge, LetsNamesLeadIntoPrivateNetworksOnlyWhereThatIsAllowed)
{
    EXPECT_FALSE(judge.may_be_private("contoso.com"));
    EXPECT_FALSE(judge.may_be_private("mail.contoso.com"));
    EXPECT_TRUE(judge.may_be_private("mail.in.contoso.com"));
    EXPECT_TRUE(RedirectJudge("contoso.local", {}).may_be_private("mail.contoso.local"));
}

TEST(RedirectJudge, TakesNoApprovalOfWhatIsEverybodys)
{
    EXPECT_EQ(parse_trusted_domain("Outlook.com").value(), "outlook.com");
    for (auto const* const text :
        { "com", "co.uk", "", "a b", "https://contoso.com", "*.contoso.com", "127.0.0.1",
            "b\xC3\xBC"
            "cher.example" })
        EXPECT_FALSE(parse_trusted_domain(text)) << text;
}

TEST(RedirectTrail, EndsInALoopAndAfterTooManySteps)
{
    RedirectTrail trail;
    trail.begin(url("https://contoso.com/0"));
    EXPECT_EQ(trail.follow(url("https://contoso.com/0")).error(), RedirectRefusal::loop);
    for (int at = 1; at <= limits::discovery_redirects_max; ++at)
        EXPECT_TRUE(trail.follow(url("https://contoso.com/" + std::to_string(at))));
    trail.begin(url("https://contoso.com/again"));
    EXPECT_EQ(trail.follow(url("https://contoso.com/more")).error(), RedirectRefusal::too_many_redirects);
}

TEST(RedirectTrail, ComesToNoAddressTwice)
{
    RedirectTrail trail;
    auto const sadie = EmailAddress::parse("sadie@contoso.com").value();
    trail.begin(sadie);
    EXPECT_TRUE(trail.follow(EmailAddress::parse("sadie@mail.contoso.com").value()));
    EXPECT_EQ(trail.follow(EmailAddress::parse("Sadie@Contoso.com").value()).error(), RedirectRefusal::loop);
}

}
