#include "service/find_endpoint.hpp"

#include "service/published_urls.hpp"

namespace likeness::service {

namespace {

std::string url_of(EndpointProtocol protocol, Publication const& publication)
{
    switch (protocol) {
    case EndpointProtocol::ews: return ews_url(publication);
    case EndpointProtocol::autodiscover_v1: return autodiscover_url(publication);
    }
    return {};
}

}

Result<FoundEndpoint> find_endpoint(
    FindEndpoint const& request, Directory& directory, Publication const& publication)
{
    auto const is_served = directory.serves_domain(request.email.folded_domain());
    if (!is_served) return tl::unexpected(is_served.error());
    if (!*is_served) return fail(Code::non_existent_mailbox);
    return FoundEndpoint { request.protocol, url_of(request.protocol, publication) };
}

}
