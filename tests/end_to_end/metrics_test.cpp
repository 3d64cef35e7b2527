// What a running server tells of itself.
#include "end_to_end/command_line.hpp"
#include "end_to_end/running_server.hpp"

#include <fmt/format.h>

namespace likeness::tests {
namespace {

TEST(Metrics, AreForAdminsAndCountWhatHappened)
{
    RunningServer server;
    auto const sadie = EmailAddress::parse("sadie@contoso.com").value();
    auto const get = [&](std::string const& target) {
        return run(fmt::format("curl -s -w '%{{http_code}}' -u {}:{} '{}{}'", app::demo_user,
                       app::demo_password, server.url(), target))
            .printed;
    };
    EXPECT_TRUE(get("/metrics").ends_with("403"));
    ASSERT_TRUE(server.data().accounts().set_role(sadie, Role::admin));
    get("/EWS/Exchange.asmx/s/GetUserPhoto?email=nobody@contoso.com");
    get("/EWS/Exchange.asmx/s/GetUserPhoto?email=nobody@contoso.com");
    std::string metrics;
    for (int i = 0; i < 500 && !metrics.ends_with("200"); ++i)
        metrics = get("/metrics"); // Until the role is heard of.
    ASSERT_TRUE(metrics.ends_with("200")) << metrics;
    EXPECT_NE(metrics.find("\nlikeness_answer_cache_misses_total 1\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("\nlikeness_answer_cache_hits_total 1\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("# TYPE likeness_requests_total counter\n"), std::string::npos);
    EXPECT_EQ(run("curl -s -o /dev/null -w '%{http_code}' " + server.url() + "/metrics").printed, "401");
}

}
}
