#include "service/published_urls.hpp"

#include <fmt/format.h>

namespace likeness::service {

std::string ews_url(Publication const& publication)
{
    return publication.base_url + "/EWS/Exchange.asmx";
}

std::string photos_url(Publication const& publication)
{
    return ews_url(publication) + "/s/GetUserPhoto";
}

std::string autodiscover_url(Publication const& publication)
{
    return publication.base_url + "/autodiscover/autodiscover.xml";
}

std::string_view host_of(Publication const& publication)
{
    std::string_view host = publication.base_url;
    if (auto const scheme = host.find("://"); scheme != std::string_view::npos)
        host.remove_prefix(scheme + 3);
    host = host.substr(0, host.find('/'));
    // The colons of an IPv6 address stand in brackets; a port stands behind them.
    auto const brackets = host.find(']');
    auto const port = host.find(':', brackets == std::string_view::npos ? 0 : brackets);
    return host.substr(0, port);
}

std::string padded_build(ServerBuild const& build)
{
    return fmt::format(
        "{}.{:02}.{:04}.{:03}", build.major, build.minor, build.major_build, build.minor_build);
}

std::string packed_build(ServerBuild const& build)
{
    // From the top: four bits that are 7, six of the major version, six of the minor one, one that is set, and fifteen
    // of the build.
    auto const bits
        = [](int number, unsigned count) { return static_cast<unsigned>(number) & ((1u << count) - 1); };
    return fmt::format("{:08X}",
        7u << 28 | bits(build.major, 6) << 22 | bits(build.minor, 6) << 16 | 1u << 15
            | bits(build.major_build, 15));
}

}
