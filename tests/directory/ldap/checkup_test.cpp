// What an administrator is told of a directory that is set up, against a real slapd.
#include "directory/ldap/checkup.hpp"

#include "directory/ldif.hpp"
#include "directory/slapd_server.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace likeness::directory::ldap {
namespace {

using test::SlapdServer;

class CheckupTest : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        if (SlapdServer::missing()) return;
        slapd = std::make_unique<SlapdServer>();
        slapd->change(test::ldif_entry(std::string("uid=sadie,") + SlapdServer::people,
                          { { "objectClass", "inetOrgPerson" }, { "uid", "sadie" }, { "cn", "Sadie Daniels" },
                              { "displayName", "Sadie Daniels" }, { "givenName", "Sadie" },
                              { "sn", "Daniels" }, { "mail", "sadie@contoso.com" } })
            + test::ldif_entry(std::string("uid=nomail,") + SlapdServer::people,
                { { "objectClass", "inetOrgPerson" }, { "uid", "nomail" }, { "cn", "x" }, { "sn", "x" } }));
    }
    static void TearDownTestSuite() { slapd.reset(); }

    void SetUp() override
    {
        if (auto const missing = SlapdServer::missing()) GTEST_SKIP() << *missing;
        options.name = "contoso";
        options.urls = { slapd->tls_url() };
        options.base = SlapdServer::base;
        options.bind = { BindMethod::simple, SlapdServer::reader, SlapdServer::password };
        options.ca_file = slapd->ca_file();
        options.entity_tag = [](PersonId const&, base::ByteView) { return std::string(16, '0'); };
    }

    // The findings of this grade whose text or advice has these words.
    std::size_t count(Finding::Grade grade, std::string_view words) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(findings, [&](Finding const& finding) {
            return finding.grade == grade
                && (finding.text + "\n" + finding.advice).find(words) != std::string::npos;
        }));
    }
    std::size_t failures() const { return count(Finding::Grade::bad, ""); }
    std::string all() const
    {
        std::string text;
        for (auto const& finding : findings) text += finding.text + " (" + finding.advice + ")\n";
        return text;
    }

    static inline std::unique_ptr<SlapdServer> slapd;
    LdapOptions options;
    std::vector<Finding> findings;
};

TEST_F(CheckupTest, TellsWhoIsThereAndWhatTheyLack)
{
    findings = check_up(options);
    EXPECT_EQ(failures(), 0u) << all();
    EXPECT_EQ(count(Finding::Grade::good, "signed in; it is an LDAP server"), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::good, "by syncrepl"), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::good, "there is 1 who takes mail, sadie@contoso.com for one"), 1u)
        << all();
    EXPECT_EQ(count(Finding::Grade::good, "1 of 1 have a given name and a surname"), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::remark, "thumbnail_attributes names what to read"), 1u) << all();
}

TEST_F(CheckupTest, SaysThatThePasswordIsWrong)
{
    options.bind.password = "wrong";
    findings = check_up(options);
    EXPECT_EQ(failures(), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::bad, "do not belong together"), 1u) << all();
}

TEST_F(CheckupTest, SaysThatTheCertificateIsNotTrusted)
{
    options.ca_file.clear();
    findings = check_up(options);
    EXPECT_EQ(count(Finding::Grade::bad, "must be signed by an authority of tls_ca"), 1u) << all();
}

TEST_F(CheckupTest, SaysWhichServerOfSeveralDoesNotAnswer)
{
    options.urls.insert(options.urls.begin(), "ldaps://127.0.0.1:9");
    findings = check_up(options);
    EXPECT_EQ(failures(), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::bad, "ldaps://127.0.0.1:9"), 1u) << all();
    EXPECT_EQ(count(Finding::Grade::good, "sadie@contoso.com"), 1u) << all();
}

TEST_F(CheckupTest, SaysThatTheBaseOrTheFilterIsWrong)
{
    options.base = "dc=fabrikam,dc=com";
    findings = check_up(options);
    EXPECT_EQ(count(Finding::Grade::bad, "dc=fabrikam,dc=com"), 1u) << all();

    options.base = SlapdServer::base;
    options.filter = "(uid=nobody)";
    findings = check_up(options);
    EXPECT_EQ(count(Finding::Grade::bad, "nobody who takes mail"), 1u) << all();
}

}
}
