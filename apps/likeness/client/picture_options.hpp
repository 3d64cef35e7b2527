// What the commands that fetch or store a picture take: -o and FILE, judged before a server is asked.
#pragma once

#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/picture_screen.hpp"
#include "apps/likeness/client/server_options.hpp"
#include "base/bytes.hpp"

#include <string>

namespace likeness::app {

/// Whether a picture may go to `output`; "-" is the standard output.
/// Errors: invalid_request where something else wants the standard output, or it is a terminal.
client::Outcome<void> check_picture_output(
    std::string const& output, ClientOutput const& form, ShowOption const& show);

/// The picture to upload out of `file`; "-" is the standard input.
/// Errors: invalid_request when it cannot be read, is empty or too large, or the password wants the same input.
client::Outcome<base::Bytes> read_new_picture(std::string const& file, ServerOptions const& server);

}
