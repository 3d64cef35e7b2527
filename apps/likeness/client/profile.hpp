// Profiles: which server somebody uses and as whom, kept by `likeness login`. Never a password.
// Source: XDG Base Directory Specification.
#pragma once

#include "core/error.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::app {

/// Everything may be empty: then nothing is said of it.
struct Profile {
    std::string url; ///< The server's EWS.
    std::string user;
    std::string scheme; ///< By which the server has let them in: "NTLM".
    std::string cacert;
    std::vector<std::string> trusted; ///< Domains that may be sent credentials, beside the mail domain.
    std::vector<std::string> allowed_private; ///< Domains whose names may lead into a private network.
    /// The server was found, and its name must lead into no private network but as `allowed_private` says.
    bool public_addresses_only = false;

    friend bool operator==(Profile const&, Profile const&) = default;
};

/// $XDG_CONFIG_HOME/likeness/profiles/NAME.toml, or the same in $HOME/.config.
/// Errors: invalid_request for a name that is none for a file, and where neither variable names an absolute folder.
Result<std::filesystem::path> profile_file(std::string_view name);

/// nullopt when there is no such file. Errors: invalid_request when it cannot be read or is no profile.
Result<std::optional<Profile>> read_profile(std::filesystem::path const& file);

/// The names of those that there are, in order; none where there is no folder for them.
/// Errors: invalid_request when the folder cannot be read.
Result<std::vector<std::string>> profile_names();

/// False when there was none. Errors: invalid_request when it cannot be removed.
Result<bool> remove_profile(std::filesystem::path const& file);

/// Makes the folder where it is missing, for this user alone. Errors: invalid_request when it cannot be written.
Result<void> write_profile(std::filesystem::path const& file, Profile const& profile);

}
