#include "vcard/dates.hpp"

#include "base/ascii.hpp"
#include "base/date_time.hpp"
#include "vcard/values.hpp"

#include <algorithm>
#include <utility>

namespace likeness::vcard {

namespace {

constexpr std::string_view no_year = "1604";
constexpr std::string_view omitted_year = "X-APPLE-OMIT-YEAR";
constexpr std::size_t date_letters = 10; // "1970-01-02"

bool all_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

// "19700102" as "1970-01-02", and "--0102" or "--01-02" as "1604-01-02"; anything else as it is.
std::string extended_date(std::string_view date)
{
    std::string day(date);
    if (date.starts_with("--")) {
        day = std::string(no_year).append(date.substr(2));
        std::erase(day, '-');
    }
    if (day.size() != 8 || !all_digits(day)) return day;
    return day.substr(0, 4).append("-").append(day, 4, 2).append("-").append(day, 6, 2);
}

// "030405Z" as "03:04:05Z"; "+0100" at its end as "+01:00".
std::string extended_time(std::string_view time)
{
    auto const zone_at = std::min(time.find_first_of("Z+-"), time.size());
    std::string clock(time.substr(0, zone_at));
    std::string zone(time.substr(zone_at));
    if (clock.size() == 6 && all_digits(clock)) clock.insert(4, ":").insert(2, ":");
    if (zone.size() == 5 && all_digits(std::string_view(zone).substr(1))) zone.insert(3, ":");
    return clock + zone;
}

// Without what the basic form leaves out.
std::string basic(std::string text)
{
    std::erase_if(text, [](char letter) { return letter == '-' || letter == ':'; });
    return text;
}

}

std::optional<base::Seconds> date_from(ContentLine const& line)
{
    auto const text = text_of(line);
    auto const halves = base::split_once(text, 'T');
    auto date = extended_date(halves ? halves->before : std::string_view(text));
    if (!line.parameter(omitted_year).empty() && date.size() == date_letters) date.replace(0, 4, no_year);
    if (date.size() != date_letters) return std::nullopt;
    auto const time = base::parse_date_time(halves ? date + "T" + extended_time(halves->after) : date);
    // A zone may lead out of the years that can be written.
    return time && base::parse_date_time(base::format_date_time(*time)) == time ? time : std::nullopt;
}

ContentLine date_line(std::string_view name, base::Seconds date, Version version)
{
    ContentLine line { .name = std::string(name) };
    auto text = base::format_date_time(date);
    bool const is_day = text.ends_with("T00:00:00Z");
    bool const has_year = !text.starts_with(no_year);
    if (is_day) text.resize(date_letters);
    if (version == Version::v4_0) {
        line.value = basic(std::move(text));
        if (!has_year) line.value.replace(0, no_year.size(), "--");
    } else {
        line.value = std::move(text);
        if (!has_year) line.parameters.push_back({ std::string(omitted_year), { std::string(no_year) } });
    }
    return line;
}

ContentLine time_line(std::string_view name, base::Seconds time, Version version)
{
    auto text = base::format_date_time(time);
    return { .name = std::string(name), .value = version == Version::v4_0 ? basic(std::move(text)) : text };
}

}
