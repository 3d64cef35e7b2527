#include "client/photos/picture_name.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "client/limits.hpp"

#include <algorithm>
#include <array>

namespace likeness::client {

namespace {

constexpr std::array<std::string_view, 11> picture_extensions { "jpg", "jpeg", "jpe", "png", "gif", "bmp",
    "webp", "tif", "tiff", "heic", "heif" };

bool is_harmless(char letter)
{
    auto const lower = base::ascii_lower(letter);
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9')
        || std::string_view(" ._-+@").contains(letter) || static_cast<unsigned char>(letter) >= 0x80;
}

std::string_view last_part(std::string_view path)
{
    return path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0.
}

std::string_view without_picture_extension(std::string_view name)
{
    auto const dot = name.rfind('.');
    if (dot == std::string_view::npos) return name;
    auto const extension = base::ascii_lowered(name.substr(dot + 1));
    return std::ranges::find(picture_extensions, extension) == picture_extensions.end() ? name
                                                                                        : name.substr(0, dot);
}

// Not in the middle of a letter.
void cut(std::string& name)
{
    if (name.size() <= limits::picture_name_bytes_max) return;
    auto end = limits::picture_name_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    name.resize(end);
}

}

std::string picture_name(std::string_view name, PictureType type)
{
    std::string plain(without_picture_extension(last_part(name)));
    if (!base::is_utf8(plain))
        std::ranges::replace_if(
            plain, [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; }, '_');
    std::erase_if(
        plain, [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; });
    std::ranges::replace_if(plain, [](char letter) { return !is_harmless(letter); }, '_');
    cut(plain);
    constexpr std::string_view not_at_ends = " .-";
    if (plain.empty()) plain = "picture";
    if (not_at_ends.contains(plain.front())) plain.front() = '_';
    if (not_at_ends.contains(plain.back())) plain.back() = '_';
    return plain.append(1, '.').append(file_extension_of(type));
}

}
