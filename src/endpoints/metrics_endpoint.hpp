// GET /metrics: what the server has counted, in the Prometheus text format, for admins.
#pragma once

#include "endpoints/answer_cache.hpp"
#include "endpoints/endpoint.hpp"
#include "http/server.hpp"

#include <functional>

namespace likeness::endpoints {

/// One reading of all counters.
struct Metrics {
    http::ServerCounters http;
    AnswerCacheCounters cache;
    std::uint64_t sign_in_failures = 0;
    std::size_t store_lane_waiting = 0;
    std::size_t cpu_lane_waiting = 0;
    std::size_t render_lane_waiting = 0;
};

std::string write_metrics(Metrics const& metrics);

class MetricsEndpoint final : public Endpoint {
public:
    /// `read` may be called from any thread and must not block.
    explicit MetricsEndpoint(std::function<Metrics()> read);

    /// 403 for all but admins.
    http::Next answer(Turn& turn, Caller const& caller) override;

private:
    std::function<Metrics()> read_;
};

}
