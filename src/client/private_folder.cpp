#include "client/private_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace likeness::client {

namespace {

namespace fs = std::filesystem;

std::error_code last_error()
{
    return { errno, std::generic_category() };
}

// As the XDG rules have it: what is missing on the way to a cache is made for its user alone.
std::error_code make_private_folders(fs::path const& folder)
{
    fs::path reached;
    for (auto const& step : folder) {
        reached /= step;
        if (::mkdir(reached.c_str(), 0700) != 0 && errno != EEXIST) return last_error();
    }
    return {};
}

}

std::error_code claim_private_folder(fs::path const& folder)
{
    if (auto const error = make_private_folders(folder)) return error;
    struct stat facts {};
    if (::stat(folder.c_str(), &facts) != 0) return last_error();
    if (!S_ISDIR(facts.st_mode)) return std::make_error_code(std::errc::not_a_directory);
    if (facts.st_uid != ::geteuid()) return std::make_error_code(std::errc::operation_not_permitted);
    if ((facts.st_mode & 0777) != 0700 && ::chmod(folder.c_str(), 0700) != 0) return last_error();
    return {};
}

std::optional<fs::path> xdg_folder(
    char const* xdg, char const* home, char const* usual, fs::path const& below)
{
    // The XDG rules say to ignore a relative folder.
    if (xdg && fs::path(xdg).is_absolute()) return xdg / below;
    if (home && fs::path(home).is_absolute()) return fs::path(home) / usual / below;
    return std::nullopt;
}

}
