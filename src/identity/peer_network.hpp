// What of a caller's address counts as one caller.
#pragma once

#include <string>
#include <string_view>

namespace likeness::identity {

/// The bytes that tell callers apart: the four of an IPv4 address (also one written as IPv6, "::ffff:192.0.2.7",
/// as dual-stack sockets do), the first eight of an IPv6 address: whoever has one address of a /64 has them all.
/// A zone ("%eth0") does not matter. Text that is no address stands for itself.
std::string network_of_peer(std::string_view peer);

}
