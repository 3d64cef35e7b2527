#include "base/date_time.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

Seconds at(std::int64_t seconds)
{
    return Seconds(std::chrono::seconds(seconds));
}

TEST(DateTime, IsWrittenToTheSecondInUtc)
{
    EXPECT_EQ(format_date_time(at(1'299'689'755)), "2011-03-09T16:55:55Z");
    EXPECT_EQ(format_date_time(at(-1)), "1969-12-31T23:59:59Z");
    EXPECT_EQ(format_date_time(Seconds::max()), "9999-12-31T23:59:59Z");
    EXPECT_EQ(format_date_time(Seconds::min()), "0001-01-01T00:00:00Z");
}

TEST(DateTime, IsReadInEveryFormThatClientsSend)
{
    for (auto const* const text : { "2011-03-09T16:55:55Z", "2011-03-09T16:55:55",
             " 2011-03-09T16:55:55.250Z\n", "2011-03-09T17:55:55+01:00", "2011-03-09T08:55:55.0-08:00" })
        EXPECT_EQ(parse_date_time(text), at(1'299'689'755)) << text;
    for (auto const* const text : { "1980-05-01", "1980-05-01Z", "1980-04-30T24:00:00", "1980-05-01+00:00" })
        EXPECT_EQ(parse_date_time(text), parse_date_time("1980-05-01T00:00:00Z")) << text;
    EXPECT_EQ(parse_date_time("1970-01-01T00:00:00Z"), at(0));
}

TEST(DateTime, IsNothingElse)
{
    for (auto const* const text :
        { "", "2011", "2011-02-29", "2011-13-01", "2011-03-09T", "2011-03-09T25:00:00Z",
            "2011-03-09T16:60:00Z", "2011-03-09T16:55:61Z", "2011-03-09 16:55:55", "2011-03-09T16:55:55X",
            "2011-03-09T16:55:55+15:00", "2011-03-09T16:55:55Z ago", "0000-01-01", "11-03-09" })
        EXPECT_EQ(parse_date_time(text), std::nullopt) << text;
}

TEST(DateTime, ReadsBackAsItWasWritten)
{
    for (std::int64_t seconds = -62'000'000'000; seconds < 250'000'000'000; seconds += 987'654'321)
        EXPECT_EQ(parse_date_time(format_date_time(at(seconds))), at(seconds));
}

}
}
