// netrc: a file of passwords by host, as ftp and curl read it.
// Source: the GNU inetutils manual, "The .netrc file".
#pragma once

#include "core/error.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::app {

/// The password of the first entry for `host` with this login, or without one; else that of the default entry.
/// In: the file's text; hosts in any case. Words may stand in double quotes.
std::optional<std::string> find_in_netrc(std::string_view text, std::string_view user, std::string_view host);

/// $NETRC, else ~/.netrc; of somebody without a home, .netrc in the current folder.
std::filesystem::path netrc_file();

/// The same from a file. nullopt when it has none for them.
/// Errors: invalid_request when it cannot be read, is larger than limits::netrc_bytes_max, or may be read by others.
Result<std::optional<std::string>> password_from_netrc(
    std::filesystem::path const& file, std::string const& user, std::string const& host);

}
