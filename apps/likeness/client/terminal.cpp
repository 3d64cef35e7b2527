#include "apps/likeness/client/terminal.hpp"

#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace likeness::app {

namespace {

std::string_view variable(char const* name)
{
    auto const* const value = std::getenv(name);
    return value ? value : "";
}

}

bool shows_colours(int descriptor)
{
    return ::isatty(descriptor) != 0 && variable("TERM") != "dumb";
}

Colours colours_of_terminal()
{
    auto const said = variable("COLORTERM");
    return said == "truecolor" || said == "24bit" ? Colours::true_colour : Colours::palette;
}

PictureProtocol protocol_of_terminal()
{
    auto const term = variable("TERM");
    if (!variable("TMUX").empty() || term.starts_with("screen") || term.starts_with("tmux"))
        return PictureProtocol::blocks;
    auto const program = variable("TERM_PROGRAM");
    if (!variable("KITTY_WINDOW_ID").empty() || term.contains("kitty") || term.contains("ghostty"))
        return PictureProtocol::kitty;
    if (program == "iTerm.app" || program == "WezTerm" || variable("LC_TERMINAL") == "iTerm2")
        return PictureProtocol::iterm;
    return PictureProtocol::blocks;
}

std::optional<PictureProtocol> picture_protocol_from(std::string_view name)
{
    if (name == "kitty") return PictureProtocol::kitty;
    if (name == "iterm") return PictureProtocol::iterm;
    if (name == "blocks") return PictureProtocol::blocks;
    return std::nullopt;
}

TerminalSize terminal_size()
{
    winsize said {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &said) != 0 || said.ws_col == 0 || said.ws_row == 0) return {};
    return { .columns = said.ws_col,
        .rows = said.ws_row,
        .cell_width_px = static_cast<unsigned>(said.ws_xpixel / said.ws_col),
        .cell_height_px = static_cast<unsigned>(said.ws_ypixel / said.ws_row) };
}

}
