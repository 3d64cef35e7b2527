// The reading of requests, bytes in and values out: what is a request, what is refused and how, wherever the bytes
// are cut.
#include "http/request_reader.hpp"

#include <gtest/gtest.h>

namespace likeness::http {

namespace {

// What a stream of bytes came to.
struct Reading {
    std::vector<std::string> requests; // "METHOD TARGET" and, behind a bar, the body.
    int refused_with = 0;

    friend bool operator==(Reading const&, Reading const&) = default;
};

constexpr std::size_t body_bytes_max = 100'000;

class Driver {
public:
    explicit Driver(Limits const& limits)
        : reader_(limits)
    {
    }

    // As a connection does it: gives what fits, then reads what can be read.
    bool feed(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const room = reader_.room();
            auto const count = std::min(room.size(), bytes.size());
            std::ranges::copy(base::as_bytes(bytes.substr(0, count)), room.begin());
            reader_.received(count);
            bytes.remove_prefix(count);
            if (!read()) return false;
        }
        return true;
    }

    Reading reading;

private:
    bool read()
    {
        for (;;) {
            auto const progress = in_body_ ? reader_.read_body() : read_start();
            if (progress == Progress::need_more) return true;
            if (progress == Progress::refused) {
                reading.refused_with = reader_.refusal().status;
                return false;
            }
            auto const& head = reader_.head();
            reading.requests.push_back(std::string(head.method) + " " + std::string(head.target)
                + (in_body_ ? "|" + std::string(base::as_text(reader_.body())) : ""));
            in_body_ = false;
            reader_.next_request();
        }
    }

    Progress read_start()
    {
        auto const progress = reader_.read_head();
        if (progress != Progress::done || !reader_.framing().has_body()) return progress;
        in_body_ = true;
        return reader_.begin_body(body_bytes_max);
    }

    RequestReader reader_;
    bool in_body_ = false;
};

Reading read_in_pieces(std::string_view bytes, std::size_t piece_bytes, Limits const& limits = {})
{
    Driver driver(limits);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_bytes, bytes.size())))
        if (!driver.feed(bytes.substr(0, piece_bytes))) break;
    return driver.reading;
}

// All at once, and checked to be the same however it is cut.
Reading read(std::string_view bytes, Limits const& limits = {})
{
    auto const whole = read_in_pieces(bytes, bytes.size(), limits);
    for (std::size_t const piece : { 1u, 2u, 3u, 7u, 64u, 1000u })
        EXPECT_EQ(read_in_pieces(bytes, piece, limits), whole) << "in pieces of " << piece;
    return whole;
}

Reading requests(std::vector<std::string> list)
{
    return { .requests = std::move(list) };
}

Reading refused(int status)
{
    return { .refused_with = status };
}

struct Case {
    char const* what;
    std::string bytes;
    Reading expected;
};

std::ostream& operator<<(std::ostream& out, Case const& example)
{
    return out << example.what;
}

std::string nul(std::string text)
{
    std::ranges::replace(text, '@', '\0');
    return text;
}

class RequestReaderTable : public testing::TestWithParam<Case> { };

TEST_P(RequestReaderTable, ReadsOrRefuses)
{
    EXPECT_EQ(read(GetParam().bytes), GetParam().expected);
}

std::string with(std::string const& lines)
{
    return "GET / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
}

std::string post(std::string const& lines, std::string const& body = "")
{
    return "POST / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n" + body;
}

std::string chunks(std::string const& body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

// RFC 9112, sections 3 and 5.
INSTANTIATE_TEST_SUITE_P(Heads, RequestReaderTable,
    testing::Values( //
        Case { "origin-form", "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n", requests({ "GET /a?b=c" }) },
        Case { "absolute-form", "GET http://h:80/a?b HTTP/1.1\r\nHost: x\r\n\r\n", requests({ "GET /a?b" }) },
        Case { "absolute-form without a path", "GET HTTPS://h HTTP/1.1\r\nHost: h\r\n\r\n",
            requests({ "GET /" }) },
        Case { "absolute-form without a host", "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "absolute-form with a login", "GET http://a@h/ HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "another scheme", "GET ftp://h/a HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "authority-form", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "a method of one's own", "PHOTO-2 / HTTP/1.1\r\nHost: h\r\n\r\n", requests({ "PHOTO-2 /" }) },
        Case { "HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", requests({ "GET /" }) },
        Case { "empty lines before the request", "\r\n\r\nGET / HTTP/1.0\r\n\r\n", requests({ "GET /" }) },
        Case { "pipelined", with("") + with(""), requests({ "GET /", "GET /" }) },
        Case { "no Host", "GET / HTTP/1.1\r\n\r\n", refused(400) },
        Case { "an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", requests({ "GET /" }) },
        Case { "two Hosts", with("Host: h\r\n"), refused(400) },
        Case { "two Hosts in one", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", refused(400) },
        Case { "a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", refused(400) },
        Case { "a folded line", with("A: b\r\n c\r\n"), refused(400) },
        Case { "a folded first line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", refused(400) },
        Case { "a blank before the colon", with("A : b\r\n"), refused(400) },
        Case { "a tab before the colon", with("A\t: b\r\n"), refused(400) },
        Case { "no colon", with("A\r\n"), refused(400) }, Case { "no name", with(": b\r\n"), refused(400) },
        Case { "a bare LF", "GET / HTTP/1.1\nHost: h\r\n\r\n", refused(400) },
        Case { "a bare LF behind a header", with("A: b\nC: d\r\n"), refused(400) },
        Case { "a bare LF at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", refused(400) },
        Case { "a bare CR in a value", with("A: b\rC: d\r\n"), refused(400) },
        Case { "a bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "NUL in a value", nul(with("A: b@c\r\n")), refused(400) },
        Case { "NUL in a name", nul(with("A@: b\r\n")), refused(400) },
        Case { "NUL in the target", nul("GET /@ HTTP/1.1\r\nHost: h\r\n\r\n"), refused(400) },
        Case { "two blanks in the request line", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "a blank behind the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", refused(400) },
        Case { "no version", "GET /\r\n\r\n", refused(400) },
        Case { "no method", " / HTTP/1.1\r\nHost: h\r\n\r\n", refused(400) },
        Case { "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", refused(505) },
        Case { "HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", refused(505) },
        Case { "HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", refused(505) },
        Case { "another protocol's version", "GET / ICAP/1.0\r\n\r\n", refused(400) },
        Case { "TLS", "\x16\x03\x01\x02", refused(400) },
        Case { "an expectation", post("Expect: 100-Continue\r\n"), requests({ "POST /" }) },
        Case { "another expectation", post("Expect: lunch\r\n"), refused(417) },
        Case { "an expectation of HTTP/1.0", "GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n",
            requests({ "GET /" }) }));

// RFC 9112, sections 6 and 11.2: what two programs in a row could read as different requests.
INSTANTIATE_TEST_SUITE_P(Framings, RequestReaderTable,
    testing::Values( //
        Case { "sized", post("Content-Length: 5\r\n", "hello"), requests({ "POST /|hello" }) },
        Case { "sized, and pipelined", post("Content-Length: 5\r\n", "hello") + with(""),
            requests({ "POST /|hello", "GET /" }) },
        Case { "an empty body", post("Content-Length: 0\r\n") + with(""), requests({ "POST /", "GET /" }) },
        Case { "longer than the buffer",
            post("Content-Length: 50000\r\n", std::string(50'000, 'x')) + with(""),
            requests({ "POST /|" + std::string(50'000, 'x'), "GET /" }) },
        Case { "at the limit", post("Content-Length: 100000\r\n", std::string(100'000, 'x')),
            requests({ "POST /|" + std::string(100'000, 'x') }) },
        Case { "past the limit", post("Content-Length: 100001\r\n"), refused(413) },
        Case { "longer than 64 bits", post("Content-Length: 18446744073709551616\r\n"), refused(400) },
        Case { "two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"), refused(400) },
        Case {
            "one length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), refused(400) },
        Case { "a list of lengths", post("Content-Length: 5, 5\r\n", "hello"), refused(400) },
        Case { "a length with a sign", post("Content-Length: +5\r\n", "hello"), refused(400) },
        Case { "a negative length", post("Content-Length: -5\r\n", "hello"), refused(400) },
        Case { "a hexadecimal length", post("Content-Length: 0x5\r\n", "hello"), refused(400) },
        Case { "a length of no digits", post("Content-Length: \r\n", "hello"), refused(400) },
        Case { "both, chunked first",
            post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), refused(400) },
        Case { "both, length first", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            refused(400) },
        Case { "chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
            refused(400) },
        Case { "chunked twice in one", post("Transfer-Encoding: chunked, chunked\r\n"), refused(501) },
        Case { "compressed", post("Transfer-Encoding: gzip, chunked\r\n"), refused(501) },
        Case { "identity", post("Transfer-Encoding: identity\r\n"), refused(501) },
        Case { "nearly chunked", post("Transfer-Encoding: xchunked\r\n"), refused(501) },
        Case { "chunked with a vertical tab",
            post("Transfer-Encoding: \x0b"
                 "chunked\r\n"),
            refused(400) },
        Case { "chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            refused(400) }));

// RFC 9112, section 7.1.
INSTANTIATE_TEST_SUITE_P(Chunks, RequestReaderTable,
    testing::Values( //
        Case { "one chunk", chunks("5\r\nhello\r\n0\r\n\r\n"), requests({ "POST /|hello" }) },
        Case { "several, and pipelined", chunks("5\r\nhello\r\n1\r\n \r\n3\r\nyou\r\n0\r\n\r\n") + with(""),
            requests({ "POST /|hello you", "GET /" }) },
        Case { "chunks that hold line ends", chunks("4\r\n\r\n\r\n\r\n0\r\n\r\n"),
            requests({ "POST /|\r\n\r\n" }) },
        Case { "no chunk", chunks("0\r\n\r\n"), requests({ "POST /|" }) },
        Case { "upper-case and zeros", chunks("00A\r\n0123456789\r\n000\r\n\r\n"),
            requests({ "POST /|0123456789" }) },
        Case {
            "extensions", chunks("5 ; a=\"b;c\";d\r\nhello\r\n0;e\r\n\r\n"), requests({ "POST /|hello" }) },
        Case { "trailers", chunks("5\r\nhello\r\n0\r\nA: b\r\nContent-Length: 7\r\n\r\n") + with(""),
            requests({ "POST /|hello", "GET /" }) },
        Case { "longer than any buffer",
            chunks("C350\r\n" + std::string(50'000, 'x') + "\r\n2\r\nyz\r\n0\r\n\r\n") + with(""),
            requests({ "POST /|" + std::string(50'000, 'x') + "yz", "GET /" }) },
        Case { "past the limit", chunks("186A1\r\n"), refused(413) },
        Case { "past the limit in two", chunks("1\r\nx\r\n186A0\r\n"), refused(413) },
        Case { "a size of 65 bits", chunks("00000000000000005\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a size that overflows", chunks("FFFFFFFFFFFFFFFF\r\n"), refused(413) },
        Case { "no size", chunks("\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a negative size", chunks("-5\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a size in C", chunks("0x5\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a blank behind the size", chunks("5 \r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a blank before the size", chunks(" 5\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a bare LF behind the size", chunks("5\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a bare LF in an extension", chunks("5;a\nb\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a bare CR behind the size", chunks("5\rXhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a chunk longer than its size", chunks("4\r\nhello\r\n0\r\n\r\n"), refused(400) },
        Case { "a bare LF behind a chunk", chunks("5\r\nhello\n0\r\n\r\n"), refused(400) },
        Case { "a bare LF in a trailer", chunks("0\r\nA: b\nC: d\r\n\r\n"), refused(400) },
        Case { "a bare LF at the end", chunks("0\r\n\n"), refused(400) },
        Case { "a folded trailer", chunks("0\r\nA: b\r\n c\r\n\r\n"), refused(400) },
        Case { "an endless extension", chunks("5;" + std::string(1025, 'a')), refused(400) },
        Case { "an endless blank", chunks("5" + std::string(1025, ' ')), refused(400) },
        Case { "an endless trailer", chunks("0\r\n" + std::string(8193, 'a')), refused(431) }));

TEST(RequestReader, WantsMoreAsLongAsNothingIsWrong)
{
    EXPECT_EQ(read("GET / HTTP/1.1\r\nHost: h\r\n"), Reading {});
    EXPECT_EQ(read("G"), Reading {});
    EXPECT_EQ(read(post("Content-Length: 5\r\n", "hell")), Reading {});
    EXPECT_EQ(read(chunks("5\r\nhello\r\n0\r\n")), Reading {});
}

TEST(RequestReader, RefusesATargetPastItsLimitBeforeTheLineEnds)
{
    Limits const limits { .target_bytes_max = 100 };
    EXPECT_EQ(read("GET /" + std::string(99, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", limits),
        requests({ "GET /" + std::string(99, 'a') }));
    EXPECT_EQ(read("GET /" + std::string(100, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", limits), refused(414));
    EXPECT_EQ(read("GET /" + std::string(165, 'a'), limits), refused(414));
}

TEST(RequestReader, RefusesAHeadPastItsLimitBeforeItEnds)
{
    Limits const limits { .head_bytes_max = 500 };
    auto const head = [](std::size_t bytes) { return with("A: " + std::string(bytes - 32, 'a') + "\r\n"); };
    ASSERT_EQ(head(500).size(), 500u);
    EXPECT_EQ(read(head(500), limits), requests({ "GET /" }));
    EXPECT_EQ(read(head(501), limits), refused(431));
    EXPECT_EQ(read("GET / HTTP/1.1\r\nA: " + std::string(500, 'a'), limits), refused(431));
}

TEST(RequestReader, RefusesMoreHeaderLinesThanAllowed)
{
    Limits const limits { .headers_max = 3 };
    EXPECT_EQ(read(with("A: b\r\nC: d\r\n"), limits), requests({ "GET /" }));
    EXPECT_EQ(read(with("A: b\r\nC: d\r\nE: f\r\n"), limits), refused(431));
}

TEST(RequestReader, ShowsHeadersWithoutBlanksAroundTheirValues)
{
    Limits const limits;
    RequestReader reader(limits);
    std::string_view const bytes = "GET / HTTP/1.0\r\nA: \t b c \t\r\nD:\r\na: second\r\n\r\n";
    std::ranges::copy(base::as_bytes(bytes), reader.room().begin());
    reader.received(bytes.size());
    ASSERT_EQ(reader.read_head(), Progress::done);
    EXPECT_EQ(reader.head().headers.size(), 3u);
    EXPECT_EQ(reader.head().find("a"), "b c");
    EXPECT_EQ(reader.head().find("D"), "");
    EXPECT_EQ(reader.head().minor_version, 0);
}

// RFC 9112, section 3.2.2: the target's authority takes the place of the Host line.
TEST(RequestReader, TakesTheHostFromAnAbsoluteTarget)
{
    Limits const limits;
    RequestReader reader(limits);
    std::string_view const bytes = "GET http://mail.contoso.com/ HTTP/1.1\r\nHost: other\r\n\r\n";
    std::ranges::copy(base::as_bytes(bytes), reader.room().begin());
    reader.received(bytes.size());
    ASSERT_EQ(reader.read_head(), Progress::done);
    EXPECT_EQ(reader.head().find("Host"), "mail.contoso.com");
}

}

}
