#include "base/http_date.hpp"

#include "base/ascii.hpp"

#include <array>
#include <fmt/format.h>

namespace likeness::base {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> day_names { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
constexpr std::array<std::string_view, 7> long_day_names { "Sunday", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday" };
constexpr std::array<std::string_view, 12> month_names { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
    "Aug", "Sep", "Oct", "Nov", "Dec" };

// Reads a date from left to right; the first thing that does not fit ends the reading for good.
class Reader {
public:
    explicit Reader(std::string_view text)
        : rest_(text)
    {
    }

    bool failed() const { return failed_; }
    bool at_end() const { return rest_.empty(); }

    int number(std::size_t digits)
    {
        if (rest_.size() < digits) return fail();
        int value = 0;
        for (char const letter : rest_.substr(0, digits)) {
            if (letter < '0' || letter > '9') return fail();
            value = value * 10 + (letter - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    int month()
    {
        auto const found = std::ranges::find(month_names, rest_.substr(0, 3));
        if (found == month_names.end()) return fail();
        rest_.remove_prefix(3);
        return static_cast<int>(found - month_names.begin()) + 1;
    }

    void literal(std::string_view text)
    {
        if (!rest_.starts_with(text))
            fail();
        else
            rest_.remove_prefix(text.size());
    }

    bool accept(std::string_view text)
    {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

    void day_name(std::array<std::string_view, 7> const& names)
    {
        if (std::ranges::none_of(names, [&](std::string_view name) { return accept(name); })) fail();
    }

    seconds time_of_day()
    {
        auto const hour = number(2);
        literal(":");
        auto const minute = number(2);
        literal(":");
        auto const second = number(2);
        if (hour > 23 || minute > 59 || second > 60) fail();
        return hours(hour) + minutes(minute) + seconds(second);
    }

private:
    int fail()
    {
        failed_ = true;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool failed_ = false;
};

int year_of_two_digits(int digits, Seconds now)
{
    auto const this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
    auto const candidate = this_year / 100 * 100 + digits;
    if (candidate > this_year + 50) return candidate - 100;
    return candidate < this_year - 49 ? candidate + 100 : candidate;
}

std::optional<Seconds> joined(Reader const& reader, int years, int month, int day, seconds time)
{
    auto const date = year_month_day(year(years), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day)));
    if (reader.failed() || !reader.at_end() || !date.ok()) return std::nullopt;
    return sys_days(date) + time;
}

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<Seconds> parse_imf_fixdate(Reader reader)
{
    reader.day_name(day_names);
    reader.literal(", ");
    auto const day = reader.number(2);
    reader.literal(" ");
    auto const month = reader.month();
    reader.literal(" ");
    auto const years = reader.number(4);
    reader.literal(" ");
    auto const time = reader.time_of_day();
    reader.literal(" GMT");
    return joined(reader, years, month, day, time);
}

// "Sunday, 06-Nov-94 08:49:37 GMT"
std::optional<Seconds> parse_rfc850(Reader reader, Seconds now)
{
    reader.day_name(long_day_names);
    reader.literal(", ");
    auto const day = reader.number(2);
    reader.literal("-");
    auto const month = reader.month();
    reader.literal("-");
    auto const years = year_of_two_digits(reader.number(2), now);
    reader.literal(" ");
    auto const time = reader.time_of_day();
    reader.literal(" GMT");
    return joined(reader, years, month, day, time);
}

// "Sun Nov  6 08:49:37 1994"
std::optional<Seconds> parse_asctime(Reader reader)
{
    reader.day_name(day_names);
    reader.literal(" ");
    auto const month = reader.month();
    reader.literal(" ");
    auto const day = reader.accept(" ") ? reader.number(1) : reader.number(2);
    reader.literal(" ");
    auto const time = reader.time_of_day();
    reader.literal(" ");
    auto const years = reader.number(4);
    return joined(reader, years, month, day, time);
}

}

std::string format_http_date(Seconds time)
{
    auto const day = floor<days>(time);
    auto const date = year_month_day(day);
    auto const clock = hh_mm_ss(time - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", day_names[weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), month_names[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
        clock.seconds().count());
}

std::optional<Seconds> parse_http_date(std::string_view text, Seconds now)
{
    auto const comma = text.find(',');
    if (comma == std::string_view::npos) return parse_asctime(Reader(text));
    return comma == 3 ? parse_imf_fixdate(Reader(text)) : parse_rfc850(Reader(text), now);
}

}
