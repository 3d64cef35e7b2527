#include "base/http_date.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

using namespace std::chrono;

constexpr Seconds example = sys_days(1994y / November / 6) + 8h + 49min + 37s;

Seconds in_year(int years)
{
    return sys_days(year(years) / June / 1);
}

TEST(HttpDate, IsWrittenAsImfFixdate)
{
    EXPECT_EQ(format_http_date(example), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(format_http_date(Seconds()), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(format_http_date(sys_days(1y / January / 1)), "Mon, 01 Jan 0001 00:00:00 GMT");
    EXPECT_EQ(format_http_date(sys_days(9999y / December / 31) + 24h - 1s), "Fri, 31 Dec 9999 23:59:59 GMT");
}

TEST(HttpDate, IsReadInAllThreeForms)
{
    // RFC 9110, section 5.6.7.
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), example);
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", in_year(2026)), example);
    EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), example);
    EXPECT_EQ(parse_http_date("Wed Nov 16 08:49:37 1994"), example + days(10));
}

TEST(HttpDate, IsReadBackAsItWasWritten)
{
    for (auto time = sys_days(1969y / December / 30) + 1s; time < sys_days(1973y / January / 3);
        time += 37h + 61s)
        EXPECT_EQ(parse_http_date(format_http_date(time)), time);
}

TEST(HttpDate, DoesNotAskWhetherTheDayOfTheWeekIsTheDates)
{
    EXPECT_EQ(parse_http_date("Tue, 06 Nov 1994 08:49:37 GMT"), example);
}

TEST(HttpDate, TakesALeapSecondAsTheNextOne)
{
    EXPECT_EQ(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT"), Seconds(sys_days(2017y / January / 1)));
}

TEST(HttpDate, ReadsAYearOfTwoDigitsAsTheNearestToNow)
{
    auto const year_of = [](std::string_view digits, int now) {
        auto const text = "Sunday, 06-Nov-" + std::string(digits) + " 08:49:37 GMT";
        auto const date = parse_http_date(text, in_year(now)).value();
        return static_cast<int>(year_month_day(floor<days>(date)).year());
    };
    EXPECT_EQ(year_of("26", 2026), 2026);
    EXPECT_EQ(year_of("76", 2026), 2076); // 50 years ahead.
    EXPECT_EQ(year_of("77", 2026), 1977);
    EXPECT_EQ(year_of("00", 2026), 2000);
    EXPECT_EQ(year_of("99", 2026), 1999);
    EXPECT_EQ(year_of("10", 2060), 2110);
    EXPECT_EQ(year_of("11", 2060), 2011);
}

TEST(HttpDate, ReadsTheLastOfFebruaryByTheYear)
{
    EXPECT_EQ(parse_http_date("Tue, 29 Feb 2000 00:00:00 GMT"), Seconds(sys_days(2000y / February / 29)));
    EXPECT_EQ(parse_http_date("Thu, 29 Feb 1900 00:00:00 GMT"), std::nullopt);
    EXPECT_EQ(parse_http_date("Sun, 29 Feb 2026 00:00:00 GMT"), std::nullopt);
}

TEST(HttpDate, IsNothingElse)
{
    for (auto const* const text :
        { "", " ", "0", "now", "784111777", "1994-11-06T08:49:37Z",
            // A part that is missing, too long, or no number.
            "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 19941 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:-0 GMT", "Sun, 06 Nov 1994 08:49:+7 GMT", "Sun, 06 Nov 1994 08:49: 7 GMT",
            "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sun Nov   08:49:37 1994",
            "Sun Nov  6 08:49:37", "Sun Nov 6 08:49:37 1994",
            // Out of range.
            "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
            // Names and punctuation that are others.
            "Xyz, 06 Nov 1994 08:49:37 GMT", "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
            "Sunday, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sunnyday, 06-Nov-94 08:49:37 GMT", ", 06 Nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT",
            "Sun,  06 Nov 1994 08:49:37 GMT", "Xyz Nov  6 08:49:37 1994",
            // Another zone, or more text.
            "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT; length=1", "Sun Nov  6 08:49:37 1994 GMT" })
        EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

}
}
