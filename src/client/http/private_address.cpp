#include "client/http/private_address.hpp"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>

namespace likeness::client {

namespace {

struct Range {
    std::array<std::uint8_t, 4> first;
    int bits;
};

// RFC 6890 and its successors, without the two that are for the public.
constexpr std::array not_public {
    Range { { 0, 0, 0, 0 }, 8 }, Range { { 10, 0, 0, 0 }, 8 },
    Range { { 100, 64, 0, 0 }, 10 }, // shared with a provider
    Range { { 127, 0, 0, 0 }, 8 },
    Range { { 169, 254, 0, 0 }, 16 }, // a link; clouds keep their secrets at 169.254.169.254
    Range { { 172, 16, 0, 0 }, 12 }, Range { { 192, 0, 0, 0 }, 24 },
    Range { { 192, 0, 2, 0 }, 24 }, // for examples, as are the next two
    Range { { 198, 51, 100, 0 }, 24 }, Range { { 203, 0, 113, 0 }, 24 }, Range { { 192, 168, 0, 0 }, 16 },
    Range { { 198, 18, 0, 0 }, 15 }, Range { { 224, 0, 0, 0 }, 3 }, // groups, reserved, broadcast
};

constexpr std::uint32_t number_of(std::array<std::uint8_t, 4> const& bytes)
{
    return std::uint32_t { bytes[0] } << 24 | std::uint32_t { bytes[1] } << 16
        | std::uint32_t { bytes[2] } << 8 | std::uint32_t { bytes[3] };
}

std::array<std::uint8_t, 4> ipv4_at(std::array<std::uint8_t, 16> const& ipv6, std::size_t at)
{
    return { ipv6[at], ipv6[at + 1], ipv6[at + 2], ipv6[at + 3] };
}

bool begins_with(std::array<std::uint8_t, 16> const& address, std::initializer_list<std::uint8_t> prefix)
{
    return std::ranges::equal(
        prefix, std::ranges::subrange(address.begin(), address.begin() + prefix.size()));
}

}

bool is_private_address(std::array<std::uint8_t, 4> const& ipv4)
{
    return std::ranges::any_of(not_public, [&](Range const& range) {
        auto const rest = 32 - range.bits;
        return number_of(ipv4) >> rest == number_of(range.first) >> rest;
    });
}

bool is_private_address(std::array<std::uint8_t, 16> const& ipv6)
{
    if (begins_with(ipv6, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }))
        return is_private_address(ipv4_at(ipv6, 12));
    if (begins_with(ipv6, { 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0 }))
        return is_private_address(ipv4_at(ipv6, 12));
    if (begins_with(ipv6, { 0x20, 0x02 })) return is_private_address(ipv4_at(ipv6, 2));
    if (begins_with(ipv6, { 0x20, 0x01, 0x0D, 0xB8 })) return true; // for examples
    // 2001::/23 is for protocols: Teredo, ORCHID, benchmarks.
    if (begins_with(ipv6, { 0x20, 0x01 }) && ipv6[2] < 2) return true;
    if (begins_with(ipv6, { 0x3F, 0xFF }) && ipv6[2] < 0x10) return true; // 3fff::/20, for examples
    // All of the public Internet lies in 2000::/3.
    return ipv6[0] >> 5 != 1;
}

bool is_private_address(sockaddr const& address)
{
    // libcurl's own type has room for either; what lies there need not be aligned for it.
    if (address.sa_family == AF_INET) {
        sockaddr_in ipv4 {};
        std::memcpy(&ipv4, &address, sizeof ipv4);
        std::array<std::uint8_t, 4> bytes {};
        std::memcpy(bytes.data(), &ipv4.sin_addr, bytes.size());
        return is_private_address(bytes);
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 ipv6 {};
        std::memcpy(&ipv6, &address, sizeof ipv6);
        std::array<std::uint8_t, 16> bytes {};
        std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
        return is_private_address(bytes);
    }
    return true;
}

}
