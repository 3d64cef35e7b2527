// What an operator's monitoring reads.
#include "endpoints/metrics_endpoint.hpp"

#include <gmock/gmock.h>

namespace likeness::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MetricsText, HasALineForEachMirrorUnderOneHeading)
{
    base::Seconds const then { std::chrono::seconds(1'800'000'000) };
    auto const text = write_metrics({ .names = 7,
        .mirrors = { { .name = "contoso", .last_success = then, .reads = 3 },
            { .name = "a \"quoted\" \\ name", .is_failing = true, .last_success = then, .failures = 2 } } });
    EXPECT_THAT(text, HasSubstr("likeness_names 7\n"));
    EXPECT_THAT(text,
        HasSubstr("# TYPE likeness_mirror_up gauge\nlikeness_mirror_up{directory=\"contoso\"} 1\n"
                  "likeness_mirror_up{directory=\"a \\\"quoted\\\" \\\\ name\"} 0\n"));
    EXPECT_THAT(text,
        HasSubstr("likeness_mirror_last_success_timestamp_seconds{directory=\"contoso\"} 1800000000\n"));
    EXPECT_THAT(
        text, HasSubstr("likeness_mirror_failures_total{directory=\"a \\\"quoted\\\" \\\\ name\"} 2\n"));
}

TEST(MetricsText, SaysThatAMirrorIsNotUpBeforeItsFirstRead)
{
    EXPECT_THAT(write_metrics({ .mirrors = { { .name = "contoso" } } }),
        HasSubstr("likeness_mirror_up{directory=\"contoso\"} 0\n"));
    EXPECT_THAT(write_metrics({}), Not(HasSubstr("mirror")));
}

}
}
