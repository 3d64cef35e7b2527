#include "identity/peer_network.hpp"

#include "base/bytes.hpp"

#include <arpa/inet.h>
#include <array>

namespace likeness::identity {

namespace {

constexpr std::size_t network_bytes = 8;
constexpr std::string_view mapped_ipv4_prefix { "\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12 };

}

std::string network_of_peer(std::string_view peer)
{
    std::string const text(peer.substr(0, peer.find('%')));
    std::array<std::byte, sizeof(in6_addr)> address {};
    auto const bytes = base::as_text(address);
    if (inet_pton(AF_INET, text.c_str(), address.data()) == 1)
        return std::string(bytes.substr(0, sizeof(in_addr)));
    if (inet_pton(AF_INET6, text.c_str(), address.data()) != 1) return std::string(peer);
    if (bytes.starts_with(mapped_ipv4_prefix)) return std::string(bytes.substr(mapped_ipv4_prefix.size()));
    return std::string(bytes.substr(0, network_bytes));
}

}
