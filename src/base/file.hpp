// Whole files: read up to a limit, written so that a reader sees the old or the new one, never half.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <system_error>

namespace likeness::base {

/// The whole file. Errors: the system's; file_too_large when it has more than `bytes_max`.
BasicResult<Bytes, std::error_code> read_file(std::filesystem::path const& file, std::size_t bytes_max);

enum class FileMode { shared = 0644, secret = 0600 };

/// Written beside `file` under another name, synced, then renamed over it, and the folder synced:
/// after this returns, the bytes survive a power cut. A link is replaced, not followed. Leaves nothing
/// behind when it fails.
/// Errors: the system's.
BasicResult<void, std::error_code> write_file_atomically(
    std::filesystem::path const& file, ByteView bytes, FileMode mode = FileMode::shared);

}
