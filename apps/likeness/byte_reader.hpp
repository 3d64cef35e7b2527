// ByteReader: a file or pipe letter by letter, through one buffer of fixed size.
#pragma once

#include "core/error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace likeness::app {

class ByteReader {
public:
    /// Fills the front of the span and returns how much; 0 at the end. Errors: the system's.
    using Source = std::move_only_function<base::BasicResult<std::size_t, std::error_code>(std::span<char>)>;

    static constexpr int end = -1;

    explicit ByteReader(Source source, std::size_t buffer_bytes = 64 * 1024);

    /// The next letter, 0 to 255, without taking it; `end` when there is none, also after an error.
    int peek() { return begin_ < filled_ || refill() ? static_cast<unsigned char>(buffer_[begin_]) : end; }

    /// Takes what peek() shows.
    int next()
    {
        int const letter = peek();
        if (letter != end) ++begin_;
        return letter;
    }

    /// Up to `bytes` letters from here on, not taken; fewer near the end. Valid until the next call.
    std::string_view ahead(std::size_t bytes);

    /// All that is at hand, at least a letter, taken; empty at the end. Valid until the next call.
    std::string_view take();

    /// What has been taken so far.
    std::uint64_t position() const { return taken_before_buffer_ + begin_; }

    /// Why reading stopped early, if it did.
    std::error_code error() const { return error_; }

private:
    bool refill();
    void read_more();

    Source source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t filled_ = 0;
    std::uint64_t taken_before_buffer_ = 0;
    std::error_code error_;
    bool at_end_ = false;
};

struct OpenFile {
    ByteReader reader;
    std::uint64_t bytes = 0; ///< The size of a regular file; 0 for a pipe.
};

/// Errors: invalid_request when it cannot be opened.
Result<OpenFile> open_file(std::filesystem::path const& file);

}
