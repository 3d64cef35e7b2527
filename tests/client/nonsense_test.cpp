// Nonsense on the command line: every command of the client refuses it with a word, and nothing breaks.
#include "client/client_command.hpp"

#include <gmock/gmock.h>

namespace likeness::tests {

namespace {

using testing::HasSubstr;
using testing::Not;

// What each takes before its options.
constexpr std::array commands {
    std::pair("get", "sadie@contoso.com"),
    std::pair("set", "sadie@contoso.com Sadie.jpg"),
    std::pair("resolve", "sadie"),
    std::pair("contact list", ""),
    std::pair("contact get", "Sadie"),
    std::pair("contact photo", "Sadie"),
    std::pair("contact set-photo", "Sadie Sadie.jpg"),
    std::pair("login", "sadie@contoso.com"),
    std::pair("whoami", "sadie@contoso.com"),
};

class Nonsense : public ClientCommand {
protected:
    Nonsense() { write("Sadie.jpg", jpeg_of(300)); }

    void expect_refused(std::string const& command, std::string const& words, int code)
    {
        EXPECT_EQ(run_command(command, words, "LIKENESS_PASSWORD=secret"), code)
            << command << " " << words << said;
        EXPECT_EQ(printed, "") << command << " " << words;
        EXPECT_THAT(said, testing::StartsWith("likeness: ")) << command << " " << words;
        EXPECT_THAT(said, Not(HasSubstr("\x1B"))) << command << " " << words;
        EXPECT_THAT(said, Not(HasSubstr("secret"))) << command << " " << words;
    }
};

}

// Starting the program takes its time under the sanitizers: one command is told all of it, the others what is their own.
TEST_F(Nonsense, IsRefusedByEveryCommandBeforeAnythingIsSent)
{
    for (auto const& [command, arguments] : commands)
        for (auto const* const words : { "--url ''\x1B[2J", "--timeout 1e99", "--nonsense" })
            expect_refused(command, std::string(arguments) + " " + words, 2);
}

TEST_F(Nonsense, IsRefusedInEveryOption)
{
    for (auto const* const words :
        { "--url https://", "--url 'http://[::1'", "--user sadie --url http://mail.contoso.com",
            "--url http://127.0.0.1:1 --user sadie --auth Basic,Digest", "--profile '' --profile ''",
            "--ldap gopher://x", "--url http://127.0.0.1:1 surplus words of all sorts" })
        expect_refused("get", std::string("sadie@contoso.com ") + words, 2);
}

TEST_F(Nonsense, OfADomainIsNeverLookedFor)
{
    for (auto const* const address :
        { "''", "sadie", "@", "sadie@", "sadie@co.uk", "sadie@127.0.0.1", "sadie@[::1]", "sadie@contoso..com",
            "sadie@-contoso.com", "'sadie@con toso.com'", "'sadie@contoso.com\x1B[2J'",
            "sadie@b\xC3\xBC"
            "cher.example" })
        expect_refused("discover", address, 2);
    for (auto const* const command : { "get", "login" }) expect_refused(command, "sadie@co.uk", 2);
}

TEST_F(Nonsense, InAServersPlaceIsAFailureOfTheNetwork)
{
    for (auto const& [command, arguments] : commands)
        expect_refused(command,
            std::string(arguments) + " --user sadie@contoso.com --proxy none --url http://127.0.0.1:1", 5);
}

}
