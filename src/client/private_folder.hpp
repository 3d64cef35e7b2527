// Folders that are one user's alone: what lies in them tells who looked at whom.
// Source: XDG Base Directory Specification.
#pragma once

#include <filesystem>
#include <optional>
#include <system_error>

namespace likeness::client {

/// Makes `folder` where it is missing, and what is missing on the way to it, for this user alone (0700).
/// Errors: the system's; operation_not_permitted when the folder is somebody else's.
std::error_code claim_private_folder(std::filesystem::path const& folder);

/// `below` in the folder that an XDG variable names, else in HOME/`usual`; nullopt where neither is an absolute folder.
/// In: the values of the two variables, nullptr where unset.
std::optional<std::filesystem::path> xdg_folder(
    char const* xdg, char const* home, char const* usual, std::filesystem::path const& below);

}
