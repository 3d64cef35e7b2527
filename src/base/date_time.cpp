#include "base/date_time.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace likeness::base {

namespace {

using namespace std::chrono;

constexpr Seconds earliest = sys_days(year(1) / 1 / 1);
constexpr Seconds latest = sys_days(year(9999) / 12 / 31) + hours(23) + minutes(59) + seconds(59);

// Takes digits and marks off the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : left_(text)
    {
    }

    bool done() const { return left_.empty(); }
    bool take(char mark)
    {
        if (left_.empty() || left_.front() != mark) return false;
        left_.remove_prefix(1);
        return true;
    }
    std::optional<unsigned> number(std::size_t digits)
    {
        if (left_.size() < digits) return std::nullopt;
        unsigned value = 0;
        for (char const letter : left_.substr(0, digits)) {
            if (letter < '0' || letter > '9') return std::nullopt;
            value = value * 10 + static_cast<unsigned>(letter - '0');
        }
        left_.remove_prefix(digits);
        return value;
    }
    void skip_digits()
    {
        while (!left_.empty() && left_.front() >= '0' && left_.front() <= '9') left_.remove_prefix(1);
    }

private:
    std::string_view left_;
};

std::optional<sys_days> take_date(Cursor& text)
{
    auto const y = text.number(4);
    if (!y || !text.take('-')) return std::nullopt;
    auto const m = text.number(2);
    if (!m || !text.take('-')) return std::nullopt;
    auto const d = text.number(2);
    if (!d) return std::nullopt;
    year_month_day const date { year(static_cast<int>(*y)), month(*m), day(*d) };
    if (*y == 0 || !date.ok()) return std::nullopt;
    return sys_days(date);
}

std::optional<seconds> take_hours_and_minutes(Cursor& text, unsigned hours_max)
{
    auto const h = text.number(2);
    if (!h || *h > hours_max || !text.take(':')) return std::nullopt;
    auto const m = text.number(2);
    if (!m || *m > 59) return std::nullopt;
    return hours(*h) + minutes(*m);
}

std::optional<seconds> take_time(Cursor& text)
{
    auto time = take_hours_and_minutes(text, 24); // The end of a day may be called 24:00:00.
    if (!time || !text.take(':')) return std::nullopt;
    auto const s = text.number(2);
    if (!s || *s > 59) return std::nullopt;
    *time += seconds(*s);
    if (text.take('.')) text.skip_digits();
    return *time <= hours(24) ? time : std::nullopt;
}

// How far the zone is before UTC.
std::optional<seconds> take_zone(Cursor& text)
{
    if (text.done() || text.take('Z')) return seconds(0);
    bool const is_west = text.take('-');
    if (!is_west && !text.take('+')) return std::nullopt;
    auto const offset = take_hours_and_minutes(text, 14);
    if (!offset) return std::nullopt;
    return is_west ? -*offset : *offset;
}

}

std::string format_date_time(Seconds time)
{
    auto const kept = std::clamp(time, earliest, latest);
    auto const midnight = floor<days>(kept);
    year_month_day const date(midnight);
    hh_mm_ss const clock(kept - midnight);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
        clock.minutes().count(), clock.seconds().count());
}

std::optional<Seconds> parse_date_time(std::string_view text)
{
    Cursor cursor(trim(text));
    auto const date = take_date(cursor);
    if (!date) return std::nullopt;
    auto const time = cursor.take('T') ? take_time(cursor) : seconds(0);
    if (!time) return std::nullopt;
    auto const zone = take_zone(cursor);
    if (!zone || !cursor.done()) return std::nullopt;
    return *date + *time - *zone;
}

}
