// What the terminal that the standard output goes to can show: colours, pictures, and how much of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace likeness::app {

enum class Colours { none, palette, true_colour };

/// How a picture gets into a terminal.
enum class PictureProtocol {
    kitty, ///< Its graphics protocol, by pixels.
    iterm, ///< iTerm2's inline images, by a file.
    blocks, ///< Half-blocks, two pixels a letter.
};

struct TerminalSize {
    unsigned columns = 80;
    unsigned rows = 24;
    unsigned cell_width_px = 0; ///< 0: the terminal does not say.
    unsigned cell_height_px = 0;
};

/// Whether it shows text in colours: a terminal that is not dumb.
/// In: STDOUT_FILENO or STDERR_FILENO.
bool shows_colours(int descriptor);

/// How many of them, where it does: COLORTERM says when it is all.
Colours colours_of_terminal();

/// By TERM, TERM_PROGRAM, LC_TERMINAL and KITTY_WINDOW_ID; blocks within tmux and screen, which take no pictures.
PictureProtocol protocol_of_terminal();

/// "kitty", "iterm", "blocks".
std::optional<PictureProtocol> picture_protocol_from(std::string_view name);

/// Of the terminal behind the standard output; the usual one where there is none.
TerminalSize terminal_size();

}
