// `likeness login`, `likeness whoami` and the profiles that other commands use, as a person or a script runs them.
#include "client/client_command.hpp"
#include "client/program_in_terminal.hpp"
#include "client/soap_texts.hpp"
#include "client/test_certificates.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace likeness::tests {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string resolution(std::string_view name, std::string_view address)
{
    return fmt::format(
        "<t:Resolution><t:Mailbox><t:Name>{}</t:Name><t:EmailAddress>{}</t:EmailAddress></t:Mailbox>"
        "<t:Contact><t:CompanyName>CONTOSO</t:CompanyName></t:Contact></t:Resolution>",
        name, address);
}

std::string resolved(std::string const& people)
{
    return soap_answer("200 OK",
        of_build(messages("ResolveNames", { "<m:ResolutionSet>" + people + "</m:ResolutionSet>" }), 15, 1));
}

std::string sadie()
{
    return resolved(resolution("Sadie Daniels", "sadie@contoso.com"));
}

class LoginCommand : public ClientCommand {
protected:
    LoginCommand() { write("secret.txt", "secret\n"); }

    int login(std::string const& words) { return run_command("login", words, "LIKENESS_PASSWORD=secret"); }
    int whoami(std::string const& words) { return run_command("whoami", words, "LIKENESS_PASSWORD=secret"); }
    fs::path profile(std::string const& name = "default") const
    {
        return folder() / "config" / "likeness" / "profiles" / (name + ".toml");
    }
};

}

TEST_F(LoginCommand, KeepsTheServerAndTheUserButNoPassword)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    EXPECT_EQ(login("sadie@contoso.com --url " + url_of(server)), 0) << said;
    EXPECT_THAT(said, HasSubstr("without the password"));
    auto const kept = content_of(profile());
    EXPECT_THAT(kept, HasSubstr("user = 'sadie@contoso.com'"));
    EXPECT_THAT(kept, HasSubstr("auth = 'Basic'"));
    EXPECT_THAT(kept, HasSubstr(url_of(server) + "/EWS/Exchange.asmx"));
    EXPECT_THAT(kept, Not(HasSubstr("secret")));
    EXPECT_EQ(fs::status(profile()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(LoginCommand, LetsOtherCommandsDoWithoutUrlAndUser)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    ASSERT_EQ(login("sadie@contoso.com --url " + url_of(server)), 0) << said;
    auto const asked = server.requests().size();
    EXPECT_EQ(run_command("resolve", "sadie", "LIKENESS_PASSWORD=secret"), 0) << said;
    EXPECT_EQ(printed, "Sadie Daniels <sadie@contoso.com>\n");
    EXPECT_EQ(server.requests().size(), asked + 1) << "the scheme is known: nothing is asked first";
    EXPECT_THAT(server.requests().back(), HasSubstr("\r\nAuthorization: Basic "));
    EXPECT_EQ(run_command("resolve", "sadie --profile hope", "LIKENESS_PASSWORD=secret"), 2);
    EXPECT_THAT(said, HasSubstr("there is no profile hope"));
}

TEST_F(LoginCommand, KeepsNothingWhenTheSignInIsRefused)
{
    ScriptedServer const refusing(
        says(http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" })));
    EXPECT_EQ(login("sadie@contoso.com --json --url " + url_of(refusing)), 4);
    EXPECT_EQ(Json::parse(printed)["kind"], "sign_in");
    ScriptedServer const open(says(sadie()));
    EXPECT_EQ(login("sadie@contoso.com --url " + url_of(open)), 1)
        << "whoever lets in everybody is no Exchange";
    ScriptedServer const another(to_whoever_signs_in(http_answer("404 Not Found")));
    EXPECT_NE(login("sadie@contoso.com --url " + url_of(another)), 0);
    EXPECT_EQ(login(""), 2) << "nobody";
    EXPECT_EQ(login("--profile ../x sadie@contoso.com --url " + url_of(another)), 2);
    EXPECT_FALSE(fs::exists(profile()));
}

TEST_F(LoginCommand, ListsAndRemovesProfiles)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    EXPECT_EQ(login("--list"), 0);
    EXPECT_EQ(printed, "");
    ASSERT_EQ(login("sadie@contoso.com --url " + url_of(server)), 0);
    ASSERT_EQ(login("--user 'CONTOSO\\sadie' --profile work --url " + url_of(server)), 0);
    EXPECT_EQ(login("--list"), 0);
    EXPECT_THAT(printed, HasSubstr("default  sadie@contoso.com  " + url_of(server)));
    EXPECT_THAT(printed, HasSubstr("work  CONTOSO\\sadie  " + url_of(server)));
    EXPECT_EQ(login("--list --json"), 0);
    EXPECT_EQ(Json::parse(printed)["profiles"][1]["profile"], "work");

    EXPECT_EQ(login("--remove --profile work"), 0);
    EXPECT_FALSE(fs::exists(profile("work")));
    EXPECT_EQ(login("--remove --profile work --json"), 3);
    EXPECT_EQ(Json::parse(printed)["status"], "no_profile");
    EXPECT_EQ(login("--remove --list"), 2);
    EXPECT_TRUE(fs::exists(profile()));
}

TEST_F(LoginCommand, TellsOfAProfileThatCannotBeReadAndHidesNoOther)
{
    fs::create_directories(profile().parent_path());
    std::string const too_long = "# " + std::string(64u << 10, 'x') + "\nuser = 'x'\n";
    for (auto const& text : { std::string("url = 5\n"), std::string("uri = 'x'\n"), std::string("not toml"),
             std::string("user = 'x'\nuser = 'y'\n"), too_long }) {
        std::ofstream(profile("broken")) << text;
        std::ofstream(profile("sound")) << "user = 'sadie@contoso.com'\n";
        EXPECT_EQ(login("--list"), 2) << text.substr(0, 40);
        EXPECT_THAT(said, HasSubstr("broken.toml")) << text;
        EXPECT_THAT(printed, HasSubstr("sound  sadie@contoso.com")) << text;
        EXPECT_EQ(run_command("get", "sadie@contoso.com --profile broken"), 2) << text;
    }
}

TEST_F(LoginCommand, TellsAsWhomHowAndWhereOneSignsIn)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    EXPECT_EQ(whoami("sadie@contoso.com --json --url " + url_of(server)), 0) << said;
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["status"], "signed_in");
    EXPECT_EQ(json["user"], "sadie@contoso.com");
    EXPECT_EQ(json["auth"], "Basic");
    EXPECT_EQ(json["source"], "given");
    EXPECT_EQ(json["url"], url_of(server) + "/EWS/Exchange.asmx");
    EXPECT_EQ(json["server_version"], "15.1.0.0");
    EXPECT_EQ(json["schema"], "Exchange2016");
    EXPECT_EQ(json["entry"]["name"], "Sadie Daniels");
    EXPECT_EQ(json["entry"]["company"], "CONTOSO");

    ASSERT_EQ(login("sadie@contoso.com --url " + url_of(server)), 0);
    EXPECT_EQ(whoami(""), 0) << said;
    EXPECT_THAT(printed, HasSubstr("found:   the profile default\n"));
    EXPECT_THAT(printed, HasSubstr("entry:   Sadie Daniels <sadie@contoso.com>\n"));
}

TEST_F(LoginCommand, TellsWhatWasAskedForThoughRemarksAreNotWanted)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    ASSERT_EQ(login("sadie@contoso.com --quiet --url " + url_of(server)), 0);
    EXPECT_EQ(printed + said, "");
    EXPECT_EQ(whoami("--quiet"), 0);
    EXPECT_THAT(printed, HasSubstr("entry:   Sadie Daniels <sadie@contoso.com>\n"));
    EXPECT_EQ(run_command("resolve", "sadie --quiet", "LIKENESS_PASSWORD=secret"), 0);
    EXPECT_EQ(printed, "Sadie Daniels <sadie@contoso.com>\n");
    EXPECT_EQ(login("--list --quiet"), 0);
    EXPECT_THAT(printed, HasSubstr("default  sadie@contoso.com"));
    EXPECT_EQ(said, "");
}

// Whoever had a ticket was not asked for the password that the profile's scheme wants.
TEST_F(LoginCommand, AsksForThePasswordOfAProfileThoughThereIsATicket)
{
    ScriptedServer const server(to_whoever_signs_in(sadie()));
    ASSERT_EQ(login("sadie@contoso.com --url " + url_of(server)), 0) << said;
    write("tickets", "x");
    for (auto const* const cache : { "tickets", "FILE:tickets", "MEMORY:x", "KEYRING:persistent:0" }) {
        ProgramInTerminal terminal(command("resolve", "sadie", std::string("KRB5CCNAME=") + cache));
        ASSERT_TRUE(terminal.shows("Password of sadie@contoso.com at 127.0.0.1: ")) << terminal.shown();
        terminal.type("secret\n");
        EXPECT_EQ(terminal.finish(), 0) << terminal.shown();
    }
}

TEST_F(LoginCommand, NamesNobodyWhereItIsNotCertainWhoThatIs)
{
    ScriptedServer const server(to_whoever_signs_in(resolved(
        resolution("Sadie Daniels", "sadie@contoso.com") + resolution("Sadie", "sadie@mail.contoso.com"))));
    EXPECT_EQ(whoami("--user sadie --json --url " + url_of(server)), 0) << said;
    EXPECT_TRUE(Json::parse(printed)["entry"].is_null());
    EXPECT_EQ(whoami("sadie@contoso.com --json --url " + url_of(server)), 0);
    EXPECT_EQ(Json::parse(printed)["entry"]["name"], "Sadie Daniels");
    ScriptedServer const hidden(to_whoever_signs_in(
        soap_answer("200 OK", refused_message("ResolveNames", "ErrorNameResolutionNoResults"))));
    EXPECT_EQ(whoami("sadie@contoso.com --url " + url_of(hidden)), 0);
    EXPECT_THAT(printed, HasSubstr("entry:   none that is certainly this user's\n"));
    EXPECT_EQ(whoami("--url " + url_of(hidden)), 2) << "nobody signs in";
}

}
