// Which addresses are private, which proxy is taken.
#include "client/http/private_address.hpp"
#include "client/http/proxy.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

bool is_private(std::string const& text)
{
    if (std::array<std::uint8_t, 4> ipv4 {}; ::inet_pton(AF_INET, text.c_str(), ipv4.data()) == 1) {
        sockaddr_in socket { .sin_family = AF_INET };
        ::inet_pton(AF_INET, text.c_str(), &socket.sin_addr);
        EXPECT_EQ(is_private_address(reinterpret_cast<sockaddr const&>(socket)), is_private_address(ipv4));
        return is_private_address(ipv4);
    }
    std::array<std::uint8_t, 16> ipv6 {};
    EXPECT_EQ(::inet_pton(AF_INET6, text.c_str(), ipv6.data()), 1) << text;
    sockaddr_in6 socket { .sin6_family = AF_INET6 };
    ::inet_pton(AF_INET6, text.c_str(), &socket.sin6_addr);
    EXPECT_EQ(is_private_address(reinterpret_cast<sockaddr const&>(socket)), is_private_address(ipv6));
    return is_private_address(ipv6);
}

}

TEST(PrivateAddress, IsWhateverIsNotThePublicInternet)
{
    for (auto const* const text :
        { "127.0.0.1", "127.255.255.255", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "224.0.0.1", "255.255.255.255",
            "192.0.2.1", "198.18.0.1", "198.19.255.255", "203.0.113.9", "::", "::1", "fe80::1", "fc00::1",
            "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
            "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "2001::1", "fec0::1", "::127.0.0.1", "100::1",
            "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff::1", "3fff::1", "3fff:fff::1" })
        EXPECT_TRUE(is_private(text)) << text;
}

TEST(PrivateAddress, IsNoAddressOfThePublicInternet)
{
    for (auto const* const text : { "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255",
             "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0",
             "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888",
             "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::", "2001:200::1", "3fff:1000::1" })
        EXPECT_FALSE(is_private(text)) << text;
}

TEST(PrivateAddress, IsThatOfEveryOtherFamily)
{
    sockaddr address {};
    address.sa_family = AF_UNIX;
    EXPECT_TRUE(is_private_address(address));
}

TEST(Proxy, IsTheChosenOneOrTheEnvironments)
{
    Proxies const proxies { .http = "http://plain:1",
        .https = "http://secure:2",
        .all = "http://all:3",
        .except = "contoso.com, .fabrikam.com" };
    auto const mail = parse_url("https://mail.example.com/").value();
    EXPECT_EQ(proxy_for("", mail, proxies), "http://secure:2");
    EXPECT_EQ(proxy_for("", parse_url("http://mail.example.com/").value(), proxies), "http://plain:1");
    EXPECT_EQ(proxy_for("", mail, { .all = "http://all:3" }), "http://all:3");
    EXPECT_EQ(proxy_for("", mail, {}), "");
    EXPECT_EQ(proxy_for("http://mine:4", mail, proxies), "http://mine:4");
    EXPECT_EQ(proxy_for("none", mail, proxies), "");
    for (auto const* const url :
        { "https://contoso.com/", "https://mail.contoso.com/", "https://fabrikam.com/" })
        EXPECT_EQ(proxy_for("", parse_url(url).value(), proxies), "") << url;
    EXPECT_EQ(proxy_for("", parse_url("https://notcontoso.com/").value(), proxies), "http://secure:2");
    EXPECT_EQ(proxy_for("", mail, { .https = "http://secure:2", .except = "*" }), "");
}

TEST(Proxy, IsUsableInEveryFormThatLibcurlReads)
{
    for (auto const* const proxy :
        { "", "http://proxy.contoso.com:3128", "https://proxy:443", "proxy.contoso.com", "proxy:3128",
            "http://hope:secret@proxy:3128", "socks5h://proxy:1080", "SOCKS4a://proxy", "http://[::1]:8" })
        EXPECT_TRUE(is_usable_proxy(proxy)) << proxy;
    for (auto const* const proxy :
        { "gopher://proxy", "ftp://proxy:21", "http://proxy:port", "http://", "http://a b" })
        EXPECT_FALSE(is_usable_proxy(proxy)) << proxy;
}

TEST(Proxy, IsNoneForThisMachine)
{
    EXPECT_EQ(proxy_for("http://mine:4", parse_url("http://127.0.0.1:8080/").value(), {}), "");
}

}
