#include "ews/schema.hpp"

#include "base/ascii.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>

namespace likeness::ews {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(newest_schema) + 1> names {
    "Exchange2007",
    "Exchange2007_SP1",
    "Exchange2009",
    "Exchange2010",
    "Exchange2010_SP1",
    "Exchange2010_SP2",
    "Exchange2012",
    "Exchange2013",
    "Exchange2013_SP1",
    "Exchange2015",
    "Exchange2016",
    "V2015_10_05",
    "V2016_01_06",
    "V2016_04_13",
    "V2016_07_13",
    "V2016_10_10",
    "V2017_01_07",
    "V2017_04_14",
    "V2017_07_11",
    "V2017_10_09",
    "V2018_01_08",
};

constexpr std::size_t version_bytes_max = 32;

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// V\d+(_\d+)*, above the newest that is known.
bool is_newer_than_all(std::string_view text)
{
    if (!text.starts_with('V') || text.size() > version_bytes_max || text <= names.back()) return false;
    bool digit_before = false;
    for (char const letter : text.substr(1)) {
        if (!is_digit(letter) && !(letter == '_' && digit_before)) return false;
        digit_before = is_digit(letter);
    }
    return digit_before;
}

constexpr int version_number_max = 99'999;

}

std::string_view name_of(Schema schema)
{
    return names[static_cast<std::size_t>(schema)];
}

Result<Schema> parse_schema(std::string_view text)
{
    auto const trimmed = base::trim(text);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == trimmed) return static_cast<Schema>(i);
    if (is_newer_than_all(trimmed)) return newest_schema;
    return fail(Code::invalid_server_version);
}

Result<ServerBuild> parse_build(std::string_view text)
{
    auto const wrong = fail(Code::invalid_request, "a server version is four numbers, such as 15.1.2507.0");
    std::array<int, 4> numbers {};
    auto const* at = text.data();
    auto const* const end = text.data() + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != '.')) return wrong;
        auto const [behind, error] = std::from_chars(at, end, numbers[i]);
        if (error != std::errc() || numbers[i] < 0 || numbers[i] > version_number_max) return wrong;
        at = behind;
    }
    if (at != end) return wrong;
    return ServerBuild { numbers[0], numbers[1], numbers[2], numbers[3] };
}

std::string to_string(ServerBuild const& build)
{
    return fmt::format("{}.{}.{}.{}", build.major, build.minor, build.major_build, build.minor_build);
}

}
