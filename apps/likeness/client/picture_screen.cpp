#include "apps/likeness/client/picture_screen.hpp"

#include "apps/likeness/client/limits.hpp"
#include "apps/likeness/client/terminal_picture.hpp"
#include "renderer/limits.hpp"
#include "renderer/render_pool.hpp"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

// Where a terminal does not say how large its letters are.
constexpr unsigned usual_edge_px = 480;

// The line of the prompt stays in sight.
unsigned rows_for_picture(TerminalSize const& size)
{
    return std::clamp(size.rows - 1, 1u, limits::shown_rows_max);
}

unsigned columns_for_picture(TerminalSize const& size)
{
    return std::clamp(size.columns, 1u, limits::shown_columns_max);
}

unsigned edge_in_blocks(TerminalSize const& size)
{
    return std::min(columns_for_picture(size), 2 * rows_for_picture(size));
}

unsigned edge_in_pixels(TerminalSize const& size)
{
    if (size.cell_width_px == 0 || size.cell_height_px == 0) return usual_edge_px;
    auto const fits = std::min(
        columns_for_picture(size) * size.cell_width_px, rows_for_picture(size) * size.cell_height_px);
    return std::clamp(fits, 1u, static_cast<unsigned>(likeness::limits::shown_edge_px_max));
}

client::Failure failure_from(Error const& error)
{
    bool const is_pictures = error.code != Code::internal_server_error;
    return { is_pictures ? FailureKind::protocol : FailureKind::internal,
        is_pictures ? "the picture cannot be drawn" : "there is nothing to draw the picture with",
        error.detail.empty() ? error.message : error.message + " " + error.detail, std::nullopt };
}

}

void declare(CLI::App& command, ShowOption& option)
{
    command.add_flag("--show{auto}", option.how,
        "Draw the picture in the terminal, and write it to a file only with -o; --show=kitty, iterm or "
        "blocks where it is "
        "not found out which the terminal takes");
}

PictureScreen::PictureScreen(PictureProtocol protocol, Colours colours)
    : protocol_(protocol)
    , colours_(colours)
    , size_(terminal_size())
    , reader_(renderer::default_render_program())
{
}

Outcome<std::optional<PictureScreen>> PictureScreen::open(
    ShowOption const& option, ClientOutput const& output)
{
    if (!option.is_wanted()) return std::nullopt;
    if (output.json)
        return fail(FailureKind::invalid_request, "--json and --show both want the standard output");
    auto const colours = may_be_coloured(output) ? colours_of_terminal() : Colours::none;
    if (option.how != "auto") {
        auto const named = picture_protocol_from(option.how);
        if (!named)
            return fail(FailureKind::invalid_request, "no terminal is drawn in by this",
                "--show=kitty, iterm or blocks");
        return PictureScreen(*named, colours);
    }
    if (!shows_colours(STDOUT_FILENO))
        return fail(FailureKind::invalid_request, "the standard output is no terminal that shows pictures",
            "--show=kitty, iterm or blocks draws all the same");
    return PictureScreen(protocol_of_terminal(), colours);
}

Outcome<Pixels> PictureScreen::pixels_of(base::ByteView picture, unsigned edge_px)
{
    auto pixels = reader_.read(picture, edge_px);
    if (!pixels) return tl::unexpected(failure_from(pixels.error()));
    return *std::move(pixels);
}

Outcome<std::string> PictureScreen::drawn(base::ByteView picture, PictureType type)
{
    switch (protocol_) {
    case PictureProtocol::iterm:
        if (type == PictureType::jpeg || type == PictureType::png)
            return for_iterm(picture, rows_for_picture(size_));
        break;
    case PictureProtocol::kitty: {
        auto const rows = size_.cell_height_px == 0 ? rows_for_picture(size_) : 0;
        return pixels_of(picture, edge_in_pixels(size_)).map([rows](Pixels const& pixels) {
            return for_kitty(pixels, rows);
        });
    }
    case PictureProtocol::blocks: break;
    }
    return pixels_of(picture, edge_in_blocks(size_)).map([this](Pixels const& pixels) {
        return in_blocks(pixels, colours_);
    });
}

Outcome<void> PictureScreen::show(base::ByteView picture, PictureType type)
{
    return drawn(picture, type).map([](std::string const& text) {
        // What could not be written is noticed when the standard output is flushed.
        std::fwrite(text.data(), 1, text.size(), stdout);
    });
}

}
