#include "client/discovery/service_lookup.hpp"

#include "base/ascii.hpp"
#include "client/limits.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>

namespace likeness::client {

namespace {

using Records = std::vector<ServiceRecord>;

// Priority, weight and port come before the target's name.
constexpr int fixed_bytes = 6;

class Resolver {
public:
    Resolver() { opened_ = res_ninit(&state_) == 0; }
    ~Resolver()
    {
        if (opened_) res_nclose(&state_);
    }
    Resolver(Resolver const&) = delete;
    Resolver& operator=(Resolver const&) = delete;

    bool is_open() const { return opened_; }
    res_state state() { return &state_; }

    // The resolver waits so long for each of its servers, of which it takes three, once. An answer that was cut off is
    // taken as it is: asking again by TCP would wait for as long as the system lets it.
    void set_time(std::chrono::seconds time)
    {
        state_.retrans = std::max(1, static_cast<int>(time.count()) / MAXNS);
        state_.retry = 1;
        state_.options |= RES_IGNTC | RES_USE_EDNS0;
    }

    void set_server(DnsServiceLookup::Server const& server)
    {
        state_.nscount = 1;
        state_.nsaddr_list[0] = { .sin_family = AF_INET,
            .sin_port = htons(server.port),
            .sin_addr = { .s_addr = ::inet_addr(server.ipv4.c_str()) } };
    }

private:
    struct __res_state state_ {};
    bool opened_ = false;
};

unsigned char const* raw(base::ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

std::optional<ServiceRecord> record_in(ns_msg const& message, ns_rr const& record)
{
    if (ns_rr_type(record) != ns_t_srv || ns_rr_class(record) != ns_c_in) return std::nullopt;
    auto const* const data = ns_rr_rdata(record);
    if (ns_rr_rdlen(record) <= fixed_bytes) return std::nullopt;
    char target[NS_MAXDNAME] = {};
    if (ns_name_uncompress(
            ns_msg_base(message), ns_msg_end(message), data + fixed_bytes, target, sizeof target)
        < 0)
        return std::nullopt;
    auto const number = [data](int at) { return static_cast<std::uint16_t>(ns_get16(data + at)); };
    std::string_view name(target);
    if (name.ends_with('.')) name.remove_suffix(1);
    return ServiceRecord { number(0), number(2), number(4), base::ascii_lowered(name) };
}

auto unreadable()
{
    return fail(FailureKind::protocol, "the DNS gave an answer that cannot be read");
}

}

Outcome<Records> read_service_answer(base::ByteView answer)
{
    ns_msg message;
    if (answer.size() > limits::dns_answer_bytes_max
        || ns_initparse(raw(answer), static_cast<int>(answer.size()), &message) != 0)
        return unreadable();
    Records records;
    for (int at = 0; at < ns_msg_count(message, ns_s_an); ++at) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, at, &record) != 0) return unreadable();
        auto service = record_in(message, record);
        if (service && records.size() < limits::service_records_max) records.push_back(*std::move(service));
    }
    return records;
}

Outcome<Records> DnsServiceLookup::find(std::string const& name)
{
    Resolver resolver;
    if (!resolver.is_open()) return fail(FailureKind::network, "the DNS cannot be asked");
    resolver.set_time(time_max_);
    if (server_) resolver.set_server(*server_);
    std::vector<std::byte> answer(limits::dns_answer_bytes_max);
    auto const size = res_nquery(resolver.state(), name.c_str(), ns_c_in, ns_t_srv,
        reinterpret_cast<unsigned char*>(answer.data()), static_cast<int>(answer.size()));
    if (size >= 0)
        return read_service_answer(
            base::ByteView(answer).first(std::min(answer.size(), static_cast<std::size_t>(size))));
    auto const why = resolver.state()->res_h_errno;
    if (why == HOST_NOT_FOUND || why == NO_DATA) return Records {};
    return fail(FailureKind::network, "the DNS does not answer");
}

}
