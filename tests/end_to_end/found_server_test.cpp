// Whoever knows an address and a password, and nothing else, against our own server: it is found by Autodiscover.
#include "client/client_command.hpp"
#include "client/program_in_terminal.hpp"
#include "client/test_certificates.hpp"
#include "end_to_end/running_server.hpp"

#include "apps/likeness/serve/demo_people.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class FoundServer : public ClientCommand {
protected:
    FoundServer() { write("secret.txt", std::string(app::demo_password) + "\n"); }

    // Nobody is at contoso.com itself; autodiscover.contoso.com and mail.contoso.com are our server. All else leads to a
    // port where nobody listens, so that nothing of a test gets into a real network.
    std::string way() const
    {
        auto const url = server.url();
        auto const port = url.substr(url.rfind(':') + 1);
        return fmt::format(
            " --connect-to autodiscover.contoso.com:443:127.0.0.1:{0}"
            " --connect-to mail.contoso.com:443:127.0.0.1:{0}"
            " --connect-to ::127.0.0.1:1 --proxy none --allow-private contoso.com --cacert '{1}'",
            port, test_certificates().authority.string());
    }
    int run_here(std::string const& name, std::string const& words)
    {
        return run_command(name, words + way() + " --password-file secret.txt");
    }

    RunningServer server { [](app::PhotoServerOptions& options) {
        options.listeners = { { .address = "127.0.0.1", .tls = true } };
        options.tls = http::TlsFiles { test_certificates().good.chain, test_certificates().good.key };
        options.public_url = "https://mail.contoso.com";
    } };
};

TEST_F(FoundServer, GivesThePhotoToWhoeverKnowsAnAddressAndAPassword)
{
    ProgramInTerminal terminal(command("get", "sadie@contoso.com" + way()));
    ASSERT_TRUE(terminal.shows("Password of sadie@contoso.com at autodiscover.contoso.com: "))
        << terminal.shown();
    EXPECT_FALSE(terminal.echoes());
    terminal.type(std::string(app::demo_password) + "\n");
    EXPECT_EQ(terminal.finish(), 0) << terminal.shown();
    EXPECT_THAT(content_of(folder() / "sadie.jpg"), testing::StartsWith("\xFF\xD8\xFF"));
}

TEST_F(FoundServer, IsToldStepByStep)
{
    EXPECT_EQ(run_here("discover", "sadie@contoso.com --verbose"), 0) << said;
    EXPECT_EQ(printed, "https://mail.contoso.com/EWS/Exchange.asmx\n");
    EXPECT_THAT(said,
        HasSubstr("the mail domain: https://contoso.com/autodiscover/autodiscover.xml cannot be reached"));
    EXPECT_THAT(said,
        HasSubstr(
            "the domain's autodiscover host: https://autodiscover.contoso.com/autodiscover/autodiscover.xml "
            "Autodiscover answers"));
    EXPECT_THAT(said, HasSubstr("names the server: https://mail.contoso.com/EWS/Exchange.asmx"));
    EXPECT_THAT(said, testing::Not(HasSubstr("\x1B")));
}

TEST_F(FoundServer, IsSignedInToByEveryCommand)
{
    EXPECT_EQ(run_here("whoami", "sadie@contoso.com --json"), 0) << said;
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["url"], "https://mail.contoso.com/EWS/Exchange.asmx");
    EXPECT_EQ(json["source"], "autodiscover_host");
    EXPECT_EQ(json["auth"], "Basic");
    EXPECT_EQ(json["entry"]["email"], "sadie@contoso.com");
    EXPECT_EQ(run_here("whoami", "sadie@contoso.com --json"), 0);
    EXPECT_EQ(Json::parse(printed)["source"], "kept");

    EXPECT_EQ(run_here("resolve", "sadie --user sadie@contoso.com --photos ."), 0) << said;
    EXPECT_THAT(printed, HasSubstr("<sadie@contoso.com>"));
    EXPECT_EQ(run_here("get", "sadie@contoso.com --soap -o a.jpg"), 0) << said;
    EXPECT_EQ(run_here("set", "sadie@contoso.com a.jpg"), 0) << said;
    EXPECT_EQ(run_here("contact list", "--user sadie@contoso.com --json"), 0) << said;
    EXPECT_EQ(Json::parse(printed)["status"], "listed");
    EXPECT_EQ(run_here("contact list", ""), 2) << "of whom?";
}

TEST_F(FoundServer, IsKeptByALogin)
{
    ASSERT_EQ(run_here("login", "sadie@contoso.com"), 0) << said;
    EXPECT_EQ(run_here("whoami", "--json"), 0) << said;
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["source"], "profile");
    EXPECT_EQ(json["user"], "sadie@contoso.com");
    EXPECT_EQ(run_here("contact list", ""), 0) << said;
    EXPECT_EQ(run_here("get", "hope@contoso.com"), 0) << said;
    EXPECT_TRUE(std::filesystem::exists(folder() / "hope.jpg"));
}

// A host without a line in netrc ended the search, though another one on the way needs no password.
TEST_F(FoundServer, IsFoundWhereNetrcKnowsItsHostAlone)
{
    auto const keep = [&](std::string const& host) {
        write(".netrc",
            fmt::format("machine {} login sadie@contoso.com password {}\n", host, app::demo_password));
        std::filesystem::permissions(
            folder() / ".netrc", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    };
    keep("mail.contoso.com");
    EXPECT_EQ(run_command("whoami", "sadie@contoso.com --netrc" + way()), 0) << said;
    EXPECT_THAT(printed, HasSubstr("server:  https://mail.contoso.com/EWS/Exchange.asmx"));
    keep("autodiscover.contoso.com");
    EXPECT_EQ(run_command("whoami", "sadie@contoso.com --netrc" + way()), 2);
    EXPECT_THAT(said, HasSubstr("has no password of sadie@contoso.com at mail.contoso.com"));
}

TEST_F(FoundServer, IsLookedForAnewWhereTheOneOfLastTimeIsGone)
{
    ASSERT_EQ(run_here("get", "sadie@contoso.com"), 0) << said;
    auto const kept = folder() / "cache" / "likeness" / "servers";
    auto changed = 0;
    for (auto const& entry : std::filesystem::directory_iterator(kept)) {
        auto text = content_of(entry.path());
        auto const at = text.find("https://mail.");
        ASSERT_NE(at, text.npos);
        std::ofstream(entry.path()) << text.replace(at, 13, "https://gone.");
        ++changed;
    }
    EXPECT_EQ(changed, 1);
    EXPECT_EQ(run_here("get", "sadie@contoso.com --json"), 0) << said;
    EXPECT_EQ(Json::parse(printed)["status"], "unchanged");
}

TEST_F(FoundServer, SaysWhatWentWrong)
{
    write("wrong.txt", "wrong\n");
    EXPECT_EQ(run_command("get", "sadie@contoso.com --password-file wrong.txt" + way()), 4);
    EXPECT_THAT(said, HasSubstr("mail.contoso.com refuses the user name or the password (401, Basic)"));
    EXPECT_EQ(run_here("get", "nobody@contoso.com --user sadie@contoso.com"), 3);
    EXPECT_EQ(run_here("get", "sadie@fabrikam.com"), 5) << "there is no Autodiscover";
    auto const doubting = way().substr(0, way().find(" --cacert"));
    EXPECT_EQ(run_command("get", "sadie@contoso.com --password-file secret.txt" + doubting), 6);
    auto const shy = std::string(" --cacert '") + test_certificates().authority.string() + "'"
        + way().substr(0, way().find(" --allow-private"));
    EXPECT_EQ(run_command("get", "sadie@contoso.com --password-file secret.txt" + shy), 5);
    EXPECT_THAT(said, HasSubstr("--allow-private DOMAIN"));
    EXPECT_THAT(said, HasSubstr("likeness discover sadie@contoso.com --verbose"));
}

}
}
