// --show, in a terminal of the test's own: what is drawn, and that a hostile picture is decoded elsewhere.
#include "client/client_command.hpp"
#include "client/program_in_terminal.hpp"

#include <gmock/gmock.h>

namespace likeness::tests {

namespace {

using testing::HasSubstr;
using testing::Not;

std::string picture()
{
    return content_of(LIKENESS_TEST_PICTURE);
}

ScriptedServer::Script shows(std::string const& bytes)
{
    return says(http_answer("200 OK", { "Content-Type: image/jpeg" }, bytes));
}

class ShowCommand : public ClientCommand {
protected:
    // In a terminal of 40 columns and 12 rows. What it showed is then in `shown`.
    int get_in_terminal(
        ScriptedServer const& server, std::string const& words, std::string const& environment = "")
    {
        ProgramInTerminal terminal("stty cols 40 rows 12; "
            + command(
                "get", "sadie@contoso.com --no-cache --url " + url_of(server) + " " + words, environment));
        auto const code = terminal.finish();
        shown = terminal.shown();
        return code;
    }
    int get(ScriptedServer const& server, std::string const& words, std::string const& environment = "")
    {
        return run_command(
            "get", "sadie@contoso.com --no-cache --url " + url_of(server) + " " + words, environment);
    }
    std::size_t count(std::string const& text, std::string_view part) const
    {
        std::size_t found = 0;
        for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
        return found;
    }

    std::string shown;
};

constexpr std::string_view half_block = "\u2580";

}

TEST_F(ShowCommand, DrawsHalfBlocksAsLargeAsTheTerminalAndWritesNoFile)
{
    ScriptedServer const server(shows(picture()));
    EXPECT_EQ(get_in_terminal(server, "--show", "COLORTERM=truecolor"), 0) << shown;
    // Into a square of eleven of the twelve rows, each of two pixels, a picture of 4:3 fits as 22 x 17.
    EXPECT_EQ(count(shown, half_block), 9u * 22u) << shown;
    EXPECT_EQ(count(shown, "\x1B[0m\r\n"), 9u);
    EXPECT_THAT(shown, HasSubstr("\x1B[38;2;"));
    EXPECT_THAT(shown, HasSubstr(";48;2;"));
    EXPECT_FALSE(std::filesystem::exists(folder() / "sadie.jpg"));
    EXPECT_EQ(get_in_terminal(server, "--show -o Sadie.jpg", "COLORTERM=truecolor"), 0);
    EXPECT_EQ(content_of(folder() / "Sadie.jpg"), picture());
}

TEST_F(ShowCommand, TakesAsManyColoursAsTheTerminalHas)
{
    ScriptedServer const server(shows(picture()));
    EXPECT_EQ(get_in_terminal(server, "--show"), 0);
    EXPECT_THAT(shown, HasSubstr("\x1B[38;5;"));
    EXPECT_THAT(shown, Not(HasSubstr("38;2;")));
    for (auto const& [words, environment] :
        { std::pair("--show", "NO_COLOR=1"), std::pair("--show --no-color", "COLORTERM=truecolor") }) {
        EXPECT_EQ(get_in_terminal(server, words, environment), 0);
        EXPECT_THAT(shown, Not(HasSubstr("\x1B["))) << words;
        EXPECT_GT(count(shown, "\u2592") + count(shown, "\u2593") + count(shown, "\u2591"), 20u) << words;
    }
}

TEST_F(ShowCommand, GivesKittyPixelsInPieces)
{
    ScriptedServer const server(shows(picture()));
    EXPECT_EQ(get_in_terminal(server, "--show", "KITTY_WINDOW_ID=1"), 0) << shown;
    EXPECT_THAT(shown, testing::StartsWith("\x1B_Ga=T,q=2,f=24,s="));
    EXPECT_THAT(shown, HasSubstr(",r=11,m=1;")) << "the terminal does not say how large its letters are";
    EXPECT_EQ(count(shown, "m=0;"), 1u);
    EXPECT_EQ(count(shown, "\x1B_G"), count(shown, "\x1B\\"));
    EXPECT_GT(count(shown, "\x1B_Gm=1;"), 1u);
    EXPECT_EQ(get_in_terminal(server, "--show", "KITTY_WINDOW_ID=1 TMUX=/tmp/x"), 0);
    EXPECT_THAT(shown, HasSubstr(half_block)) << "tmux takes no pictures";
}

TEST_F(ShowCommand, GivesItermTheFileItself)
{
    ScriptedServer const server(shows(picture()));
    EXPECT_EQ(get_in_terminal(server, "--show", "TERM_PROGRAM=iTerm.app"), 0);
    EXPECT_THAT(shown,
        testing::StartsWith(
            "\x1B]1337;File=inline=1;size=" + std::to_string(picture().size()) + ";height=11;"));
    // printf '\xff\xd8\xff' | base64
    EXPECT_THAT(shown, HasSubstr("preserveAspectRatio=1:/9j/"));
}

TEST_F(ShowCommand, DrawsOutsideATerminalOnlyWhenToldHow)
{
    ScriptedServer const server(shows(picture()));
    EXPECT_EQ(get(server, "--show"), 2);
    EXPECT_THAT(said, HasSubstr("is no terminal"));
    EXPECT_EQ(get_in_terminal(server, "--show", "TERM=dumb"), 2);
    EXPECT_EQ(server.connections(), 0);
    EXPECT_EQ(get(server, "--show=kitty"), 0);
    EXPECT_THAT(printed, testing::StartsWith("\x1B_G"));
    EXPECT_EQ(get(server, "--show=iterm"), 0);
    EXPECT_THAT(printed, testing::StartsWith("\x1B]1337;"));
    EXPECT_EQ(get(server, "--show=blocks"), 0);
    EXPECT_THAT(printed, HasSubstr(half_block));
}

TEST_F(ShowCommand, LeavesAPictureThatIsNoneToTheRenderer)
{
    ScriptedServer const server(shows(jpeg_of(5000)));
    EXPECT_EQ(get(server, "--show=blocks"), 1);
    EXPECT_THAT(said, HasSubstr("the picture cannot be drawn"));
    EXPECT_EQ(printed, "");
    ScriptedServer const cut(shows(picture().substr(0, picture().size() / 2)));
    EXPECT_EQ(get(cut, "--show=kitty"), 1);
    EXPECT_EQ(printed, "");
}

}
