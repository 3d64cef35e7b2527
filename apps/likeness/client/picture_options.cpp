#include "apps/likeness/client/picture_options.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/picture_file.hpp"

#include <unistd.h>

namespace likeness::app {

using client::fail;
using client::FailureKind;
using client::Outcome;

Outcome<void> check_picture_output(
    std::string const& output, ClientOutput const& form, ShowOption const& show)
{
    if (output != "-") return {};
    if (form.json) return fail(FailureKind::invalid_request, "--json and -o - both want the standard output");
    if (show.is_wanted())
        return fail(FailureKind::invalid_request, "--show and -o - both want the standard output");
    if (::isatty(STDOUT_FILENO) != 0)
        return fail(FailureKind::invalid_request, "a picture is no text for a terminal: give -o FILE");
    return {};
}

Outcome<base::Bytes> read_new_picture(std::string const& file, ServerOptions const& server)
{
    if (file == "-" && server.password_file == "-")
        return fail(
            FailureKind::invalid_request, "the picture and the password both want the standard input");
    auto picture = read_picture(file);
    if (!picture) return tl::unexpected(client_failure_from(picture.error()));
    if (picture->empty()) return fail(FailureKind::invalid_request, file + " is empty");
    return *std::move(picture);
}

}
