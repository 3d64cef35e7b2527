// Picture: the bytes of an image that a server sent, and how they become a file.
#pragma once

#include <likeness/export.hpp>
#include <likeness/result.hpp>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::exchange {

/// A value. By its bytes it is a JPEG, PNG, GIF, BMP or WebP file; what the server calls it is not believed, and it is
/// never decoded here.
struct Picture {
    std::string content_type; ///< "image/jpeg", "image/png", "image/gif", "image/bmp" or "image/webp".
    std::vector<std::byte> bytes; ///< The encoded file.

    friend bool operator==(Picture const&, Picture const&) = default;
};

/// Writes the bytes into `file`, in place of what was there: whole, or not at all.
/// Errors: internal when it cannot be written.
LIKENESS_API Result<void> save(Picture const& picture, std::filesystem::path const& file) noexcept;

/// Writes them into `folder` under `name`, as file_name_from makes it, and hands back where.
/// Errors: internal when it cannot be written.
LIKENESS_API Result<std::filesystem::path> save_in(
    std::filesystem::path const& folder, std::string_view name, Picture const& picture) noexcept;

/// A name for a file out of what a server or a person calls something: the part behind the last slash or backslash, without
/// control characters, blanks and dots at its ends, and what a file system or shell could take for more than a name; at most 100 bytes.
/// "picture" where nothing is left. An extension that says an image is made the one of `content_type`, and one is added where there is none.
LIKENESS_API Result<std::string> file_name_from(
    std::string_view name, std::string_view content_type) noexcept;

/// A file to be uploaded. Errors: invalid_request when it cannot be read, is empty, or has more than 20 MiB.
LIKENESS_API Result<std::vector<std::byte>> read_picture_file(std::filesystem::path const& file) noexcept;

}
