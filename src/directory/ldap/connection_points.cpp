#include "directory/ldap/connection_points.hpp"

#include "base/ascii.hpp"
#include "directory/ldap/connection.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view url_keyword = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr std::string_view pointer_keyword = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";
constexpr std::string_view site_prefix = "Site=";
constexpr std::string_view domain_prefix = "Domain=";

struct Found {
    std::vector<std::string> for_everybody;
    std::vector<std::string> of_sites;
    std::vector<std::string> pointers;
};

bool has_keyword(LdapEntry const& entry, std::string_view wanted)
{
    return std::ranges::any_of(entry.values("keywords"),
        [&](std::string const& keyword) { return base::equals_ignoring_ascii_case(keyword, wanted); });
}

bool has_keyword_of(LdapEntry const& entry, std::string_view prefix)
{
    return std::ranges::any_of(entry.values("keywords"),
        [&](std::string const& keyword) { return base::starts_with_ignoring_ascii_case(keyword, prefix); });
}

// A pointer may be for some mail domains alone.
bool is_for_domain(LdapEntry const& entry, std::string_view domain)
{
    return !has_keyword_of(entry, domain_prefix)
        || has_keyword(entry, std::string(domain_prefix) + std::string(domain));
}

void take(LdapEntry const& entry, std::string_view domain, Found& found)
{
    auto const binding = entry.value("serviceBindingInformation");
    if (!binding) return;
    if (has_keyword(entry, url_keyword))
        (has_keyword_of(entry, site_prefix) ? found.of_sites : found.for_everybody).emplace_back(*binding);
    else if (has_keyword(entry, pointer_keyword) && is_for_domain(entry, domain))
        found.pointers.emplace_back(*binding);
}

Result<std::string> base_of(Connection& connection, LdapOptions const& options)
{
    if (!options.base.empty()) return options.base;
    auto const root = connection.read("", { "configurationNamingContext" });
    if (!root) return tl::unexpected(root.error());
    if (*root)
        if (auto const configuration = (*root)->value("configurationNamingContext"))
            return std::string(*configuration);
    return connection.root_dse().map([](RootDse const& dse) { return dse.default_base; });
}

Result<Found> look(LdapOptions const& options, std::string_view domain)
{
    auto connection = Connection::open(options);
    if (!connection) return tl::unexpected(connection.error());
    auto base = base_of(*connection, options);
    if (!base) return tl::unexpected(base.error());
    SearchRequest const request { .base = *std::move(base),
        .filter = Filter::all_of({ Filter::equals("objectClass", "serviceConnectionPoint"),
            Filter::any_of(
                { Filter::equals("keywords", url_keyword), Filter::equals("keywords", pointer_keyword) }) }),
        .attributes = { "keywords", "serviceBindingInformation" },
        .size_max = limits::entries_per_page_max };
    Found found;
    auto const end = connection->search(request, [&](LdapEntry&& entry) {
        take(entry, domain, found);
        return true;
    });
    if (!end) return tl::unexpected(end.error());
    return found;
}

// "LDAP://dc1.fabrikam.com/CN=..." leads to a server, by the same kind of connection as the first.
LdapOptions behind(std::string_view pointer, LdapOptions options)
{
    auto const scheme = pointer.find("://");
    auto const host = scheme == pointer.npos ? pointer : pointer.substr(scheme + 3);
    bool const is_tls = base::starts_with_ignoring_ascii_case(options.urls.front(), "ldaps:");
    options.urls = { (is_tls ? "ldaps://" : "ldap://") + std::string(host.substr(0, host.find('/'))) };
    options.base.clear();
    return options;
}

std::vector<std::string> in_order(Found found)
{
    auto points = std::move(found.for_everybody);
    points.insert(points.end(), found.of_sites.begin(), found.of_sites.end());
    return points;
}

}

Result<std::vector<std::string>> find_connection_points(LdapOptions const& options, std::string_view domain)
{
    auto found = look(options, domain);
    if (!found) return tl::unexpected(found.error());
    if (options.bind.method == BindMethod::simple) return in_order(*std::move(found));
    for (auto const& pointer : found->pointers) {
        auto const other = behind(pointer, options);
        if (auto const checked = check(other); !checked) continue; // In the clear, or no name of a server.
        // One that is not there takes nothing away from what the first directory says.
        auto elsewhere = look(other, domain);
        if (elsewhere && !in_order(*elsewhere).empty()) return in_order(*std::move(elsewhere));
    }
    return in_order(*std::move(found));
}

}
