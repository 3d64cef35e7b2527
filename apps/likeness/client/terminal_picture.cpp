#include "apps/likeness/client/terminal_picture.hpp"

#include "base/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>

namespace likeness::app {

namespace {

struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};

Colour colour_at(Pixels const& pixels, std::uint32_t x, std::uint32_t y)
{
    auto const* const at = &pixels.rgb[3 * (static_cast<std::size_t>(y) * pixels.width_px + x)];
    return { std::to_integer<int>(at[0]), std::to_integer<int>(at[1]), std::to_integer<int>(at[2]) };
}

// The lower half of the last line, where the picture has an odd number of rows, is none.
std::optional<Colour> lower_colour_at(Pixels const& pixels, std::uint32_t x, std::uint32_t y)
{
    return y < pixels.height_px ? std::optional(colour_at(pixels, x, y)) : std::nullopt;
}

int square(int number)
{
    return number * number;
}

int distance(Colour one, Colour other)
{
    return square(one.red - other.red) + square(one.green - other.green) + square(one.blue - other.blue);
}

// The 256 colours of xterm: 16 that everybody sets as they like, a cube of six levels a side, and 24 greys.
constexpr std::array cube_levels { 0, 95, 135, 175, 215, 255 };
constexpr int first_of_cube = 16;
constexpr int first_grey = 232;
constexpr int greys = 24;

int nearest_level(int value)
{
    auto const is_nearer
        = [value](int one, int other) { return std::abs(one - value) < std::abs(other - value); };
    return static_cast<int>(std::ranges::min_element(cube_levels, is_nearer) - cube_levels.begin());
}

int palette_index(Colour colour)
{
    auto const red = nearest_level(colour.red);
    auto const green = nearest_level(colour.green);
    auto const blue = nearest_level(colour.blue);
    auto const level = [](int index) { return cube_levels[static_cast<std::size_t>(index)]; };
    auto const mean = (colour.red + colour.green + colour.blue) / 3;
    auto const grey = std::clamp((mean - 3) / 10, 0, greys - 1);
    auto const grey_value = 8 + 10 * grey;
    if (distance(colour, { grey_value, grey_value, grey_value })
        < distance(colour, { level(red), level(green), level(blue) }))
        return first_grey + grey;
    return first_of_cube + 36 * red + 6 * green + blue;
}

// "38" is the letter's colour, "48" the one behind it.
std::string colour_code(int ground, Colour colour, Colours colours)
{
    if (colours == Colours::palette) return fmt::format("{};5;{}", ground, palette_index(colour));
    return fmt::format("{};2;{};{};{}", ground, colour.red, colour.green, colour.blue);
}

constexpr std::string_view upper_half = "\u2580";
constexpr std::string_view reset = "\x1B[0m";

// A colour is told only where it changes.
std::string coloured_line(Pixels const& pixels, std::uint32_t y, Colours colours)
{
    std::string line;
    std::string last;
    for (std::uint32_t x = 0; x < pixels.width_px; ++x) {
        auto code = colour_code(38, colour_at(pixels, x, y), colours);
        auto const lower = lower_colour_at(pixels, x, y + 1);
        code += ';' + (lower ? colour_code(48, *lower, colours) : std::string("49"));
        if (code != last) line += "\x1B[" + code + 'm';
        last = std::move(code);
        line += upper_half;
    }
    return line + std::string(reset) + '\n';
}

// By how bright the eye finds it (ITU-R BT.709), as if letters were light on a dark ground.
std::string shaded_line(Pixels const& pixels, std::uint32_t y)
{
    static constexpr std::array<std::string_view, 5> shades { " ", "\u2591", "\u2592", "\u2593", "\u2588" };
    auto const light = [](Colour colour) {
        return (2126 * colour.red + 7152 * colour.green + 722 * colour.blue) / 10'000;
    };
    std::string line;
    for (std::uint32_t x = 0; x < pixels.width_px; ++x) {
        auto const upper = light(colour_at(pixels, x, y));
        auto const lower = lower_colour_at(pixels, x, y + 1);
        auto const mean = lower ? (upper + light(*lower)) / 2 : upper / 2;
        line += shades[static_cast<std::size_t>(mean) * shades.size() / 256];
    }
    return line + '\n';
}

}

std::string in_blocks(Pixels const& pixels, Colours colours)
{
    std::string text;
    for (std::uint32_t y = 0; y < pixels.height_px; y += 2)
        text += colours == Colours::none ? shaded_line(pixels, y) : coloured_line(pixels, y, colours);
    return text;
}

// Pixels as they are (f=24), shown at once (a=T), in pieces; the terminal is to answer nothing (q=2), which would end up
// in the shell's input.
std::string for_kitty(Pixels const& pixels, unsigned rows)
{
    constexpr std::size_t piece_max = 4096;
    auto const data = base::base64_encode(pixels.rgb);
    std::string text;
    for (std::size_t at = 0; at < data.size(); at += piece_max) {
        auto const goes_on = at + piece_max < data.size() ? 1 : 0;
        if (at == 0) {
            text += fmt::format("\x1B_Ga=T,q=2,f=24,s={},v={},", pixels.width_px, pixels.height_px);
            if (rows != 0) text += fmt::format("r={},", rows);
            text += fmt::format("m={};", goes_on);
        } else {
            text += fmt::format("\x1B_Gm={};", goes_on);
        }
        text += data.substr(at, piece_max) + "\x1B\\";
    }
    return text + '\n';
}

std::string for_iterm(base::ByteView file, unsigned rows)
{
    return fmt::format("\x1B]1337;File=inline=1;size={};height={};preserveAspectRatio=1:{}\a\n", file.size(),
        rows, base::base64_encode(file));
}

}
