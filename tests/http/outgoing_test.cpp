// Answers as bytes, without a socket.
#include "http/outgoing.hpp"
#include "http/status.hpp"

#include <gtest/gtest.h>

namespace likeness::http {

namespace {

std::string_view text_of(base::ByteView bytes)
{
    return base::as_text(bytes);
}

TEST(Outgoing, WritesTheHeadInOneBlockAndLeavesTheBodyWhereItLies)
{
    std::string const body = "picture";
    Response response { .status = 200, .headers = "A: b\r\n", .shared_headers = "C: d\r\n" };
    response.body = base::as_bytes(body);
    Outgoing outgoing;
    outgoing.compose(response, { .date_line = "Date: now\r\n" });
    EXPECT_EQ(text_of(outgoing.block()),
        "HTTP/1.1 200 OK\r\nDate: now\r\nA: b\r\nC: d\r\nContent-Length: 7\r\n\r\n");
    EXPECT_EQ(static_cast<void const*>(outgoing.body().data()), body.data());
}

TEST(Outgoing, GoesOnWhereTheLastSendingStopped)
{
    Response const response { .status = 200, .text = "0123456789" };
    Outgoing outgoing;
    outgoing.compose(response, { .date_line = "" });
    auto const block = outgoing.block().size();
    outgoing.sent(block - 2);
    EXPECT_EQ(text_of(outgoing.block()), "\r\n");
    outgoing.sent(5);
    EXPECT_TRUE(outgoing.block().empty());
    EXPECT_EQ(text_of(outgoing.body()), "3456789");
    EXPECT_FALSE(outgoing.empty());
    outgoing.sent(7);
    EXPECT_TRUE(outgoing.empty());
}

TEST(Outgoing, FoldsTheBodyIntoTheBlockAsFarAsItFits)
{
    Response const response { .status = 200, .text = "0123456789" };
    Outgoing outgoing;
    outgoing.compose(response, { .date_line = "" });
    auto const head = outgoing.block().size();
    outgoing.fold_body(head + 4);
    EXPECT_EQ(text_of(outgoing.block()).substr(head), "0123");
    EXPECT_EQ(text_of(outgoing.body()), "456789");
    outgoing.fold_body(head);
    EXPECT_EQ(text_of(outgoing.body()), "456789");
    outgoing.fold_body(head + 1000);
    EXPECT_EQ(text_of(outgoing.block()).substr(head), "0123456789");
    EXPECT_TRUE(outgoing.body().empty());
}

TEST(Outgoing, StartsAfreshWithEachAnswer)
{
    Outgoing outgoing;
    outgoing.compose(Response { .status = 200, .text = "first" }, { .date_line = "" });
    outgoing.sent(3);
    outgoing.compose("HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(text_of(outgoing.block()), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_TRUE(outgoing.body().empty());
}

TEST(StatusLine, NamesWhatIsKnownAndTheClassOfWhatIsNot)
{
    EXPECT_EQ(status_line(304), "HTTP/1.1 304 Not Modified\r\n");
    EXPECT_EQ(status_line(431), "HTTP/1.1 431 Request Header Fields Too Large\r\n");
    EXPECT_EQ(status_line(299), "HTTP/1.1 299 OK\r\n");
    EXPECT_EQ(status_line(418), "HTTP/1.1 418 Bad Request\r\n");
    EXPECT_EQ(status_line(599), "HTTP/1.1 599 Internal Server Error\r\n");
}

TEST(StatusLine, NeverSendsWhatIsNoFinalStatus)
{
    EXPECT_EQ(status_line(0), "HTTP/1.1 500 Internal Server Error\r\n");
    EXPECT_EQ(status_line(100), "HTTP/1.1 500 Internal Server Error\r\n");
    EXPECT_EQ(status_line(600), "HTTP/1.1 500 Internal Server Error\r\n");
}

}

}
