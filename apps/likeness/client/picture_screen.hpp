// --show: a picture that was received, drawn in the terminal.
#pragma once

#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/terminal.hpp"
#include "client/failure.hpp"
#include "core/picture_type.hpp"
#include "renderer/pixel_reader.hpp"

#include <memory>
#include <optional>
#include <string>

namespace likeness::app {

struct ShowOption {
    std::string
        how; ///< Empty: nothing is shown; "auto": as the terminal takes it; else the name of a protocol.

    bool is_wanted() const { return !how.empty(); }
};

void declare(CLI::App& command, ShowOption& option);

/// One thread.
class PictureScreen {
public:
    /// nullopt where --show is not given.
    /// Errors: invalid_request for a protocol that there is not, with --json, and, where none is named, when the standard
    /// output is no terminal that could show anything.
    static client::Outcome<std::optional<PictureScreen>> open(
        ShowOption const& option, ClientOutput const& output);

    /// Draws it on the standard output, at most as large as the terminal. It is decoded by likeness-render alone; only
    /// iTerm2 gets JPEG and PNG files as they are.
    /// Errors: protocol for what is no picture that could be drawn; internal where likeness-render cannot be run.
    client::Outcome<void> show(base::ByteView picture, PictureType type);

private:
    PictureScreen(PictureProtocol protocol, Colours colours);

    client::Outcome<Pixels> pixels_of(base::ByteView picture, unsigned edge_px);
    client::Outcome<std::string> drawn(base::ByteView picture, PictureType type);

    PictureProtocol protocol_;
    Colours colours_;
    TerminalSize size_;
    renderer::PixelReader reader_;
};

}
