#include "apps/likeness/picture_file.hpp"

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace likeness::app {

namespace {

namespace fs = std::filesystem;

bool is_harmless(char letter)
{
    auto const lower = base::ascii_lower(letter);
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9')
        || std::string_view("._-+").contains(letter) || static_cast<unsigned char>(letter) >= 0x80;
}

struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

std::error_code write_into(fs::path const& device, base::ByteView bytes)
{
    std::unique_ptr<std::FILE, Close> const file(std::fopen(device.c_str(), "we"));
    bool const is_written = file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size()
        && std::fflush(file.get()) == 0;
    return is_written ? std::error_code() : std::error_code(errno, std::generic_category());
}

}

std::string picture_file_name(EmailAddress const& email, PictureType type)
{
    auto const& text = email.text();
    auto name = text.substr(0, text.rfind('@'));
    std::ranges::replace_if(name, [](char letter) { return !is_harmless(letter); }, '_');
    if (name.starts_with('.') || name.starts_with('-')) name.front() = '_';
    return name.append(1, '.').append(file_extension_of(type));
}

fs::path picture_file(std::string const& output, EmailAddress const& email, PictureType type)
{
    std::error_code ignored;
    if (output.empty() || fs::is_directory(output, ignored))
        return output / fs::path(picture_file_name(email, type));
    return output;
}

Result<base::Bytes> read_picture(std::string const& file)
{
    auto bytes = base::read_file(file == "-" ? "/dev/stdin" : file, limits::upload_bytes_max);
    if (bytes) return std::move(*bytes);
    if (bytes.error() == std::errc::file_too_large)
        return fail(Code::data_size_limit_exceeded,
            fmt::format("{} has more than {} MB", file, limits::upload_bytes_max >> 20));
    return fail(Code::invalid_request, fmt::format("{} cannot be read: {}", file, bytes.error().message()));
}

base::BasicResult<void, std::error_code> write_picture_file(fs::path const& file, base::ByteView bytes)
{
    std::error_code error;
    // Replacing a link would leave what it leads to as it was; replacing /dev/null would leave a system without it.
    auto const target = fs::is_symlink(file, error) ? fs::canonical(file, error) : file;
    if (error && error != std::errc::no_such_file_or_directory) return tl::unexpected(error);
    auto const status = fs::status(target, error);
    if (!fs::exists(status) || fs::is_regular_file(status) || fs::is_directory(status))
        return base::write_file_atomically(target.empty() ? file : target, bytes);
    error = write_into(target, bytes);
    if (error) return tl::unexpected(error);
    return {};
}

}
