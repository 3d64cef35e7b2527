#include "service/legacy_dn.hpp"

#include "base/ascii.hpp"

namespace likeness::service {

namespace {

// The group's odd name is that of every Exchange since 2007.
constexpr std::string_view organization
    = "/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";
constexpr std::string_view recipients = "/cn=Recipients/cn=";
constexpr std::string_view servers = "/cn=Configuration/cn=Servers/cn=";

constexpr std::size_t digits_of_id = 32;

}

std::string legacy_dn_of(PersonId const& person)
{
    auto digits = base::to_string(person);
    std::erase(digits, '-');
    return std::string(organization).append(recipients).append(digits);
}

std::optional<PersonId> person_of_legacy_dn(std::string_view text)
{
    for (auto const part : { organization, recipients }) {
        if (!base::starts_with_ignoring_ascii_case(text, part)) return std::nullopt;
        text.remove_prefix(part.size());
    }
    if (text.size() != digits_of_id) return std::nullopt;
    std::string guid(text);
    for (std::size_t const dash : { 8u, 13u, 18u, 23u }) guid.insert(dash, 1, '-');
    return base::parse_guid(guid);
}

std::string legacy_dn_of_server(std::string_view host)
{
    return std::string(organization).append(servers).append(host);
}

}
