// Which addresses are a private network's or a machine's own, by the bytes that a connection is made to: names and DNS
// have no say in it.
// Source: RFC 1918, 4193, 4291, 6598, 6890; spec/autodiscover.md 8.
#pragma once

#include <array>
#include <cstdint>

struct sockaddr;

namespace likeness::client {

/// Whether anything but a host of the public Internet answers there: this machine, a private or a shared network, a
/// link, a group of hosts, a reserved range. In: the first byte first.
bool is_private_address(std::array<std::uint8_t, 4> const& ipv4);

/// The same; an IPv4 address inside an IPv6 one (mapped, 6to4, NAT64) is judged by itself.
bool is_private_address(std::array<std::uint8_t, 16> const& ipv6);

/// The same for a socket's address; true for every family but IPv4 and IPv6.
bool is_private_address(sockaddr const& address);

}
