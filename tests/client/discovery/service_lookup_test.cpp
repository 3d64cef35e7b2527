#include "client/discovery/service_lookup.hpp"

#include "client/limits.hpp"

#include <arpa/inet.h>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace likeness::client {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto name = "_autodiscover._tcp.contoso.com";

std::string number(unsigned value)
{
    return { static_cast<char>(value >> 8 & 0xFF), static_cast<char>(value & 0xFF) };
}

std::string labels(std::string_view host)
{
    std::string text;
    while (!host.empty()) {
        auto const label = host.substr(0, host.find('.'));
        text += static_cast<char>(label.size());
        text += label;
        host.remove_prefix(std::min(label.size() + 1, host.size()));
    }
    return text + '\0';
}

std::string record(unsigned priority, unsigned weight, unsigned port, std::string_view target)
{
    auto const data = number(priority) + number(weight) + number(port) + labels(target);
    // The name of the question, at byte 12; type SRV, class IN, a time to live.
    return number(0xC00C) + number(33) + number(1) + number(0) + number(60)
        + number(static_cast<unsigned>(data.size())) + data;
}

// RFC 1035, 4.1: the answer to a question that has its 12 bytes of header before it.
std::string answer_to(std::string_view query, unsigned flags, std::vector<std::string> const& records)
{
    auto text = std::string(query.substr(0, 2)) + number(flags) + number(1)
        + number(static_cast<unsigned>(records.size())) + number(0) + number(0);
    auto const question_end = query.find('\0', 12) + 5;
    text += query.substr(12, question_end - 12);
    for (auto const& one : records) text += one;
    return text;
}

std::string some_query()
{
    return std::string(12, '\0') + labels(name) + number(33) + number(1);
}

/// Answers every question on loopback by `script`; an empty answer is silence.
class DnsServer {
public:
    using Script = std::function<std::string(std::string_view query)>;

    explicit DnsServer(Script script)
        : script_(std::move(script))
        , socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address { .sin_family = AF_INET, .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) } };
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }
    ~DnsServer()
    {
        sockaddr_in to {
            .sin_family = AF_INET, .sin_port = htons(port_), .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) }
        };
        ::sendto(socket_, "", 0, 0, reinterpret_cast<sockaddr*>(&to), sizeof to); // The end.
        thread_.join();
        ::close(socket_);
    }

    DnsServiceLookup lookup() const
    {
        return DnsServiceLookup(std::chrono::seconds(3), DnsServiceLookup::Server { "127.0.0.1", port_ });
    }

private:
    void serve()
    {
        char query[512];
        sockaddr_in from {};
        while (true) {
            socklen_t size = sizeof from;
            auto const got
                = ::recvfrom(socket_, query, sizeof query, 0, reinterpret_cast<sockaddr*>(&from), &size);
            if (got <= 0) return;
            auto const answer = script_({ query, static_cast<std::size_t>(got) });
            if (!answer.empty())
                ::sendto(socket_, answer.data(), answer.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
        }
    }

    Script script_;
    int socket_;
    std::uint16_t port_ = 0;
    std::jthread thread_;
};

constexpr unsigned fine = 0x8180, unknown_name = 0x8183, broken = 0x8182;

}

TEST(ServiceLookup, ReadsTheRecordsOfAName)
{
    DnsServer const dns([](std::string_view query) {
        return answer_to(query, fine,
            { record(10, 5, 443, "Mail.contoso.com"), record(20, 0, 444, "autodiscover.fabrikam.com"),
                record(0, 0, 0, "") });
    });
    auto const records = dns.lookup().find(name);
    ASSERT_TRUE(records) << records.error().message;
    EXPECT_THAT(*records,
        ElementsAre(ServiceRecord { 10, 5, 443, "mail.contoso.com" },
            ServiceRecord { 20, 0, 444, "autodiscover.fabrikam.com" }, ServiceRecord { 0, 0, 0, "" }));
}

TEST(ServiceLookup, FindsNoneForANameThatIsUnknownOrHasNoRecord)
{
    for (auto const flags : { unknown_name, fine }) {
        DnsServer const dns([=](std::string_view query) { return answer_to(query, flags, {}); });
        auto const records = dns.lookup().find(name);
        ASSERT_TRUE(records);
        EXPECT_THAT(*records, IsEmpty());
    }
}

TEST(ServiceLookup, FailsWhereTheDnsDoesNotAnswer)
{
    for (auto const& answer : { std::string(), std::string("no answer of the DNS") }) {
        DnsServer const dns([=](std::string_view) { return answer; });
        auto const records = dns.lookup().find(name);
        ASSERT_FALSE(records);
        EXPECT_EQ(records.error().kind, FailureKind::network);
    }
    DnsServer const dns([](std::string_view query) { return answer_to(query, broken, {}); });
    EXPECT_FALSE(dns.lookup().find(name));
}

TEST(ServiceAnswer, IsRefusedWhereverItIsCutOff)
{
    auto const whole = answer_to(some_query(), fine, { record(1, 2, 443, "mail.contoso.com") });
    EXPECT_EQ(read_service_answer(base::as_bytes(whole)).value().size(), 1u);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_service_answer(base::as_bytes(std::string_view(whole).substr(0, size)))) << size;
}

TEST(ServiceAnswer, HasNoMoreRecordsThanAreRead)
{
    std::vector<std::string> const many(100, record(1, 1, 443, "mail.contoso.com"));
    auto const records = read_service_answer(base::as_bytes(answer_to(some_query(), fine, many)));
    ASSERT_TRUE(records);
    EXPECT_EQ(records->size(), limits::service_records_max);
}

TEST(ServiceAnswer, IsRefusedWhenATargetPointsAtItself)
{
    auto endless = record(1, 1, 443, "x");
    endless.replace(endless.size() - 3, 3, number(0xC000 + 12 + 36 + 12 + 6) + '\0');
    auto const answer = answer_to(some_query(), fine, { endless });
    auto const records = read_service_answer(base::as_bytes(answer));
    EXPECT_TRUE(!records || records->empty());
}

}
