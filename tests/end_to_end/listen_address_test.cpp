// Listen addresses as an operator writes them.
#include "apps/likeness/serve/listen_address.hpp"

#include <gtest/gtest.h>

namespace likeness::app {
namespace {

TEST(ListenAddress, IsReadInEveryDocumentedForm)
{
    using http::Listener;
    EXPECT_EQ(parse_listen_address("127.0.0.1:8080", false), (Listener { "127.0.0.1", 8080, false }));
    EXPECT_EQ(parse_listen_address("localhost:0", true), (Listener { "127.0.0.1", 0, true }));
    EXPECT_EQ(parse_listen_address("[::1]:443", true), (Listener { "::1", 443, true }));
    EXPECT_EQ(parse_listen_address("http://127.0.0.1:80", true), (Listener { "127.0.0.1", 80, false }));
    EXPECT_EQ(parse_listen_address("HTTPS://0.0.0.0:65535", false), (Listener { "0.0.0.0", 65535, true }));
}

TEST(ListenAddress, IsRefusedWithTheReason)
{
    for (auto const* const text :
        { "", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80", "[::1]",
            "[127.0.0.1]:80", "mail.contoso.com:443", "ftp://127.0.0.1:21", "127.0.0.1:80x", "[::1:80" }) {
        auto const refused = parse_listen_address(text, false);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, Code::invalid_request);
        EXPECT_NE(refused.error().message.find(std::string("\"") + text + "\""), std::string::npos);
    }
}

TEST(ListenAddress, IsShownAsAUrl)
{
    EXPECT_EQ(url_of({ "127.0.0.1", 8080, false }), "http://127.0.0.1:8080");
    EXPECT_EQ(url_of({ "::1", 8443, true }), "https://[::1]:8443");
    EXPECT_EQ(url_of({ "0.0.0.0", 8443, true }), "https://localhost:8443");
}

}
}
