#include "identity/peer_network.hpp"

#include <gtest/gtest.h>

namespace likeness::identity {
namespace {

TEST(NetworkOfPeer, TellsEveryIpv4AddressApart)
{
    EXPECT_NE(network_of_peer("192.0.2.7"), network_of_peer("192.0.2.8"));
    EXPECT_EQ(network_of_peer("192.0.2.7"), network_of_peer("192.0.2.7"));
}

TEST(NetworkOfPeer, TakesAllAddressesOfA64AsOne)
{
    auto const network = network_of_peer("2001:db8:0:1::7");
    EXPECT_EQ(network_of_peer("2001:db8:0:1:ffff:ffff:ffff:ffff"), network);
    EXPECT_EQ(network_of_peer("2001:0DB8:0000:0001:0000:0000:0000:0007"), network);
    EXPECT_NE(network_of_peer("2001:db8:0:2::7"), network);
}

TEST(NetworkOfPeer, ReadsIpv4WrittenAsIpv6ByWhatItMeans)
{
    EXPECT_EQ(network_of_peer("::ffff:192.0.2.7"), network_of_peer("192.0.2.7"));
    EXPECT_NE(network_of_peer("::ffff:192.0.2.7"), network_of_peer("::ffff:192.0.2.8"));
}

TEST(NetworkOfPeer, DoesNotMindTheZone)
{
    EXPECT_EQ(network_of_peer("fe80::7%eth0"), network_of_peer("fe80::7%eth1"));
    EXPECT_EQ(network_of_peer("fe80::7%eth0"), network_of_peer("fe80::7"));
}

TEST(NetworkOfPeer, LetsOtherTextStandForItself)
{
    for (auto const* const text : { "", "proxy", "192.0.2", "2001:db8::g", "%" })
        EXPECT_EQ(network_of_peer(text), text);
}

}
}
