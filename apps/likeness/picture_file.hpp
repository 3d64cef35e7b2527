// Pictures as files: reading one to upload; where a fetched one goes, the name it gets, and writing it so that a failure
// leaves the old file as it was.
#pragma once

#include "core/email_address.hpp"
#include "core/error.hpp"
#include "core/picture_type.hpp"

#include <filesystem>
#include <string>
#include <system_error>

namespace likeness::app {

/// "sadie.jpg" for sadie@contoso.com: the part before the @, as it was written, with every letter that could mean
/// something to a shell or a path, and a dot or dash in front, as an underscore.
std::string picture_file_name(EmailAddress const& email, PictureType type);

/// `output` itself, or the picture's own name where `output` is empty (in the current folder) or a folder.
std::filesystem::path picture_file(std::string const& output, EmailAddress const& email, PictureType type);

/// A file with a picture to upload; "-" is the standard input.
/// Errors: invalid_request when it cannot be read; data_size_limit_exceeded past limits::upload_bytes_max.
Result<base::Bytes> read_picture(std::string const& file);

/// A file is replaced whole, behind a link too; into anything else, such as a pipe or /dev/null, the bytes are written.
/// Errors: the system's.
base::BasicResult<void, std::error_code> write_picture_file(
    std::filesystem::path const& file, base::ByteView bytes);

}
