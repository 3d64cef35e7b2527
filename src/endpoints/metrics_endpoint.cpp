#include "endpoints/metrics_endpoint.hpp"

#include "endpoints/answers.hpp"

#include <array>
#include <fmt/format.h>

namespace likeness::endpoints {

namespace {

void add(std::string& text, std::string_view name, std::string_view type, std::string_view help, auto value)
{
    fmt::format_to(std::back_inserter(text),
        "# HELP likeness_{0} {2}\n# TYPE likeness_{0} {1}\nlikeness_{0} {3}\n", name, type, help, value);
}

// A value of a label as the format wants it: backslash, quote and line feed written out.
std::string label(std::string_view text)
{
    std::string written;
    for (char const letter : text) {
        if (letter == '\\' || letter == '"') written += '\\';
        if (letter == '\n')
            written += "\\n";
        else
            written += letter;
    }
    return written;
}

std::int64_t unix_time(std::optional<base::Seconds> const& time)
{
    return time ? time->time_since_epoch().count() : 0;
}

struct MirrorColumn {
    std::string_view name;
    std::string_view type;
    std::string_view help;
    std::int64_t (*value)(MirrorMetrics const&);
};
constexpr std::array mirror_columns {
    MirrorColumn { "up", "gauge", "Whether the last read of the directory succeeded.",
        [](MirrorMetrics const& one) -> std::int64_t {
            return one.is_failing || !one.last_success ? 0 : 1;
        } },
    MirrorColumn { "last_success_timestamp_seconds", "gauge", "When the mirror was as the directory was.",
        [](MirrorMetrics const& one) { return unix_time(one.last_success); } },
    MirrorColumn { "reads_total", "counter", "Reads of the directory that came to their end.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.reads); } },
    MirrorColumn { "full_reads_total", "counter", "Reads of everything, among them.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.full_reads); } },
    MirrorColumn { "failures_total", "counter", "Reads that failed.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.failures); } },
    MirrorColumn { "people_found_total", "counter", "New or changed people.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.people_found); } },
    MirrorColumn { "people_removed_total", "counter", "People who were gone.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.people_removed); } },
    MirrorColumn { "people_held_back", "gauge", "People not removed, for they were too many at once.",
        [](MirrorMetrics const& one) { return static_cast<std::int64_t>(one.people_held_back); } },
};

void add_mirrors(std::string& text, std::vector<MirrorMetrics> const& mirrors)
{
    if (mirrors.empty()) return;
    for (auto const& column : mirror_columns) {
        fmt::format_to(std::back_inserter(text),
            "# HELP likeness_mirror_{0} {2}\n# TYPE likeness_mirror_{0} {1}\n", column.name, column.type,
            column.help);
        for (auto const& mirror : mirrors)
            fmt::format_to(std::back_inserter(text), "likeness_mirror_{}{{directory=\"{}\"}} {}\n",
                column.name, label(mirror.name), column.value(mirror));
    }
}

}

std::string write_metrics(Metrics const& metrics)
{
    std::string text;
    auto const counter = [&](auto name, auto help, auto value) { add(text, name, "counter", help, value); };
    auto const gauge = [&](auto name, auto help, auto value) { add(text, name, "gauge", help, value); };
    counter("connections_total", "Connections accepted.", metrics.http.connections_accepted);
    counter("connections_refused_total", "Connections over the limit.", metrics.http.connections_refused);
    gauge("connections", "Connections open now.", metrics.http.connections_open);
    counter("requests_total", "Requests read.", metrics.http.requests);
    counter("bad_requests_total", "Requests that were no proper HTTP, or over a limit.",
        metrics.http.bad_requests);
    counter("timeouts_total", "Connections that were too slow.", metrics.http.timeouts);
    counter("sign_in_failures_total", "Requests answered 401.", metrics.sign_in_failures);
    counter("answer_cache_hits_total", "Answers sent from memory.", metrics.cache.hits);
    counter("answer_cache_misses_total", "Answers that the store was read for.", metrics.cache.misses);
    counter("answer_cache_evictions_total", "Answers given up for the budget.", metrics.cache.evictions);
    gauge("answer_cache_entries", "Answers in memory.", metrics.cache.entries);
    gauge("answer_cache_bytes", "What they take.", metrics.cache.bytes);
    gauge("store_lane_waiting", "Requests waiting for the database.", metrics.store_lane_waiting);
    gauge("write_lane_waiting", "Requests waiting to write into a mailbox.", metrics.write_lane_waiting);
    gauge("render_lane_waiting", "Uploads waiting to be rendered.", metrics.render_lane_waiting);
    gauge("cpu_lane_waiting", "Long requests waiting to be parsed.", metrics.cpu_lane_waiting);
    gauge("sign_in_lane_waiting", "Requests waiting for a password to be verified.",
        metrics.sign_in_lane_waiting);
    gauge("names", "People who can be found by name.", metrics.names);
    add_mirrors(text, metrics.mirrors);
    return text;
}

MetricsEndpoint::MetricsEndpoint(std::function<Metrics()> read)
    : read_(std::move(read))
{
}

http::Next MetricsEndpoint::answer(Turn& turn, Caller const& caller)
{
    auto& response = turn.response();
    if (caller->role != Role::admin) {
        answer_text(response, 403, "Metrics are for admins.");
        return http::Next::respond;
    }
    response.status = 200;
    response.add_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.add_header("Cache-Control", "no-store");
    response.text = write_metrics(read_());
    return http::Next::respond;
}

}
