// GET /metrics: what the server has counted, in the Prometheus text format, for admins.
#pragma once

#include "base/http_date.hpp"
#include "endpoints/answer_cache.hpp"
#include "endpoints/endpoint.hpp"
#include "http/server.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace likeness::endpoints {

/// The mirror of one directory elsewhere.
struct MirrorMetrics {
    std::string name;
    bool is_failing = false; ///< The last read was in vain.
    std::optional<base::Seconds> last_success; ///< Since the start; nullopt: none yet.
    std::uint64_t reads = 0;
    std::uint64_t full_reads = 0; ///< Among the reads.
    std::uint64_t failures = 0;
    std::uint64_t people_found = 0; ///< New or changed.
    std::uint64_t people_removed = 0;
    std::uint64_t people_held_back = 0; ///< Not removed, for they were too many at once.
};

/// One reading of all counters.
struct Metrics {
    http::ServerCounters http;
    AnswerCacheCounters cache;
    std::uint64_t sign_in_failures = 0;
    std::size_t store_lane_waiting = 0;
    std::size_t cpu_lane_waiting = 0;
    std::size_t write_lane_waiting = 0;
    std::size_t render_lane_waiting = 0;
    std::size_t sign_in_lane_waiting = 0;
    std::size_t names = 0; ///< How many people can be found by name.
    std::vector<MirrorMetrics> mirrors;
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
