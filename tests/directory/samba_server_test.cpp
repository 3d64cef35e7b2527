// The test server itself: what the other tests of Active Directory rely on.
#include "directory/samba_environment.hpp"

#include <gmock/gmock.h>

namespace likeness::test {

namespace {

auto* const samba = share_samba();

std::string search(std::string const& filter, Words const& more = {})
{
    Words words { "env", "LDAPTLS_CACERT=" + SambaEnvironment::server->ca_file().string(), "ldapsearch", "-x",
        "-LLL", "-H", SambaServer::tls_url };
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), { "-b", SambaServer::base, filter });
    return run_program(words).output;
}

TEST(SambaServer, SignsInItsUsersAndHasTheAttributesOfExchange)
{
    auto const& server = *SambaEnvironment::server;
    server.add_user(
        "desk1", { { "mailNickname", "deskone" }, { "msExchHideFromAddressLists", "TRUE" } }, "First.word-1");
    EXPECT_THAT(search("(mailNickname=deskone)", { "-D", "desk1@contoso.com", "-w", "First.word-1" }),
        testing::HasSubstr("msExchHideFromAddressLists: TRUE"));
    EXPECT_THAT(search("(anr=deskone)", { "-D", "desk1@contoso.com", "-w", "First.word-1" }),
        testing::HasSubstr("mail: desk1@contoso.com"));
    server.set_password("desk1", "Second.word-2");
    // The first one goes on to work for an hour: an Active Directory does so for programs that have not heard yet.
    EXPECT_THAT(search("(mailNickname=deskone)", { "-D", "desk1@contoso.com", "-w", "Second.word-2" }),
        testing::HasSubstr("mail: desk1@contoso.com"));
    EXPECT_THAT(search("(mailNickname=deskone)", { "-D", "desk1@contoso.com", "-w", "Third.word-3" }),
        testing::HasSubstr("Invalid credentials"));
}

TEST(SambaServer, ForgetsWhoIsRemoved)
{
    auto const& server = *SambaEnvironment::server;
    server.add_user("desk2");
    server.remove_user("desk2");
    EXPECT_THAT(search("(mail=desk2@*)", { "-D", SambaServer::admin, "-w", SambaServer::password }),
        testing::Not(testing::HasSubstr("desk2@contoso.com")));
}

}

}
