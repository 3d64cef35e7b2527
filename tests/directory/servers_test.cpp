// The test servers themselves: what the other tests rely on.
#include "directory/slapd_server.hpp"

#include "directory/ldif.hpp"

#include <gmock/gmock.h>

namespace likeness::test {

namespace {

std::string search(std::string const& url, std::string const& filter, Words const& more = {})
{
    Words words { "ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", url, "-b", SlapdServer::base,
        filter };
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words).output;
}

std::string sadie()
{
    return ldif_entry("uid=sadie," + std::string(SlapdServer::people),
        { { "objectClass", "inetOrgPerson" }, { "uid", "sadie" }, { "cn", "Sadie Daniels" },
            { "sn", "Daniels" }, { "mail", "sadie@contoso.com" } });
}

TEST(SlapdServer, AnswersInTheThreeWaysThatItIsReached)
{
    if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason;
    SlapdServer server;
    server.change(sadie());
    ::setenv("LDAPTLS_CACERT", server.ca_file().c_str(), 1);
    EXPECT_THAT(search(server.url(), "(mail=sadie@*)", { "-ZZ" }), testing::HasSubstr("cn: Sadie Daniels"));
    EXPECT_THAT(search(server.tls_url(), "(mail=sadie@*)"), testing::HasSubstr("cn: Sadie Daniels"));
    EXPECT_THAT(search(server.socket_url(), "(mail=sadie@*)"), testing::HasSubstr("cn: Sadie Daniels"));
}

TEST(SlapdServer, KeepsItsEntriesAndPortsWhenItIsStartedAgain)
{
    if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason;
    SlapdServer server;
    server.change(sadie());
    server.stop();
    EXPECT_THAT(search(server.url(), "(mail=*)"), testing::HasSubstr("Can't contact LDAP server"));
    server.start();
    EXPECT_THAT(search(server.url(), "(mail=*)"), testing::HasSubstr("cn: Sadie Daniels"));
}

TEST(SlapdServer, RefusesWhatTheSchemaForbids)
{
    if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason;
    SlapdServer server;
    EXPECT_THROW(server.change(ldif_entry("uid=hope," + std::string(SlapdServer::people),
                     { { "objectClass", "inetOrgPerson" }, { "uid", "hope" } })),
        std::runtime_error);
}

}

}
