// Commands that look for a server, against servers that say what a test tells them to: who gets a password on the way,
// and what a profile may say there.
#include "client/client_command.hpp"
#include "client/soap_texts.hpp"
#include "client/test_certificates.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace likeness::tests {

namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

constexpr char const* authorization = "\r\nAuthorization: ";
// printf 'sadie@contoso.com:secret' | base64
constexpr char const* of_sadie = "\r\nAuthorization: Basic c2FkaWVAY29udG9zby5jb206c2VjcmV0";

class SearchingCommand : public ClientCommand {
protected:
    SearchingCommand()
    {
        write("secret.txt", "secret\n");
        fs::permissions(folder() / "secret.txt", fs::perms::owner_read);
    }

    // The server is autodiscover.contoso.com and mail.contoso.com; all else leads to where nobody listens.
    std::string way() const
    {
        return fmt::format(
            " --connect-to autodiscover.contoso.com:443:127.0.0.1:{0}"
            " --connect-to mail.contoso.com:443:127.0.0.1:{0} --connect-to ::127.0.0.1:1 --proxy none ",
            server.port());
    }
    std::string approvals() const { return "--allow-private contoso.com --cacert " + authority() + way(); }
    static std::string authority() { return "'" + test_certificates().authority.string() + "'"; }

    void keep_profile(std::string const& text) const
    {
        auto const profiles = folder() / "config" / "likeness" / "profiles";
        fs::create_directories(profiles);
        std::ofstream(profiles / "default.toml") << text;
    }
    static std::string cacert_key() { return "cacert = '" + test_certificates().authority.string() + "'\n"; }

    ScriptedServer const server { test_certificates().good,
        says(http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" })) };
};

constexpr char const* hopes_profile
    = "user = 'hope@fabrikam.com'\nurl = 'https://mail.fabrikam.com/EWS/Exchange.asmx'\nauth = 'Basic'\n";

}

// The password of a profile's user went to the servers of whatever domain was looked for.
TEST_F(SearchingCommand, GivesThePasswordOfAProfilesUserToNobodyElse)
{
    keep_profile(hopes_profile);
    for (auto const* const environment : { "LIKENESS_PASSWORD=secret", "LIKENESS_PASSWORD_FILE=secret.txt",
             "LIKENESS_PASSWORD_COMMAND='cat secret.txt'" }) {
        EXPECT_EQ(run_command("discover", "sadie@contoso.com " + approvals(), environment), 4) << said;
        EXPECT_GT(server.connections(), 0);
        EXPECT_THAT(server.requests(), Each(Not(HasSubstr(authorization)))) << environment;
    }
    keep_profile("user = 'FABRIKAM\\hope'\n");
    EXPECT_EQ(run_command("get", "sadie@contoso.com " + approvals(), "LIKENESS_PASSWORD=secret"), 4) << said;
    EXPECT_THAT(server.requests(), Each(Not(HasSubstr(authorization))));
}

TEST_F(SearchingCommand, TakesAUserOfTheEnvironmentForNoServerOfAnotherDomain)
{
    auto const discover = [&](std::string const& user) {
        return run_command(
            "discover", "sadie@contoso.com " + approvals(), "LIKENESS_PASSWORD=secret LIKENESS_USER=" + user);
    };
    EXPECT_EQ(discover("hope@fabrikam.com"), 4) << said;
    EXPECT_GT(server.connections(), 0);
    EXPECT_THAT(server.requests(), Each(Not(HasSubstr(authorization))));
    EXPECT_EQ(discover("hope@mail.contoso.com"), 4);
    EXPECT_THAT(server.requests(), Contains(HasSubstr(authorization)));
}

TEST_F(SearchingCommand, SignsInAsTheAddressThatIsLookedFor)
{
    keep_profile(hopes_profile);
    EXPECT_EQ(run_command("discover", "sadie@contoso.com --password-file secret.txt " + approvals()), 4);
    EXPECT_THAT(server.requests(), Contains(HasSubstr(of_sadie)));
}

TEST_F(SearchingCommand, SignsInAsAProfilesUserWhereThatIsLookedFor)
{
    keep_profile("user = 'Sadie@contoso.com'\n");
    EXPECT_EQ(run_command("discover", "sadie@contoso.com " + approvals(), "LIKENESS_PASSWORD=secret"), 4);
    EXPECT_THAT(server.requests(), Contains(HasSubstr(of_sadie)));
}

TEST_F(SearchingCommand, TrustsWhatAProfileTrustsForItsOwnUserAlone)
{
    struct Row {
        std::string user;
        std::string keys;
        std::string words;
        int status;
    };
    auto const cacert = "--cacert " + authority() + way();
    for (auto const& [user, keys, words, status] : {
             Row { "hope@fabrikam.com", "allow_private = ['contoso.com']\n", cacert, 5 },
             Row { "sadie@contoso.com", "allow_private = ['contoso.com']\n", cacert, 4 },
             Row { "hope@fabrikam.com", cacert_key(), "--allow-private contoso.com" + way(), 6 },
             Row { "sadie@contoso.com", cacert_key(), "--allow-private contoso.com" + way(), 4 },
         }) {
        keep_profile("user = '" + user + "'\n" + keys);
        EXPECT_EQ(run_command("discover", "sadie@contoso.com " + words), status)
            << user << ' ' << keys << said;
    }
    auto const named = "sadie@contoso.com --url https://mail.contoso.com" + way();
    EXPECT_EQ(run_command("get", named), 6) << "a server that is named is not the profile's";
}

// A name that had led to the Internet could lead into the private network once a profile had it.
TEST_F(SearchingCommand, HoldsAKeptServerToPublicAddresses)
{
    std::string const kept
        = "url = 'https://mail.contoso.com/EWS/Exchange.asmx'\nuser = 'sadie@contoso.com'\n" + cacert_key()
        + "public_addresses_only = true\n";
    auto const whoami = [&](std::string const& words = "") {
        return run_command("whoami", words + way(), "LIKENESS_PASSWORD=secret");
    };
    keep_profile(kept);
    EXPECT_EQ(whoami(), 5) << said;
    EXPECT_THAT(said, HasSubstr("--allow-private DOMAIN"));
    EXPECT_EQ(whoami("--allow-private fabrikam.com"), 5);
    EXPECT_TRUE(server.requests().empty());
    EXPECT_EQ(whoami("--allow-private contoso.com"), 4);
    keep_profile(kept + "allow_private = ['contoso.com']\n");
    EXPECT_EQ(whoami(), 4);
    keep_profile("public_addresses_only = 'yes'\n");
    EXPECT_EQ(whoami(), 2);
}

TEST_F(SearchingCommand, EndsTheSearchAfterTheTimeout)
{
    ScriptedServer const silent(
        test_certificates().good, [](std::string const&) { return Reply { .keeps_open = true }; });
    auto const to_silent = fmt::format(
        " --connect-to contoso.com:443:127.0.0.1:{} --connect-to ::127.0.0.1:1 --proxy none", silent.port());
    EXPECT_EQ(run_command("discover",
                  "sadie@contoso.com --verbose --timeout 1 --allow-private contoso.com --cacert "
                      + authority() + to_silent),
        5);
    EXPECT_THAT(said, HasSubstr("is not asked: the time is over"));
}

}
