#include "service/find_account.hpp"

#include "service/find_visible.hpp"
#include "service/legacy_dn.hpp"
#include "service/published_urls.hpp"

namespace likeness::service {

namespace {

Result<std::optional<Person>> look_up(FindAccount const& request, Directory& directory)
{
    if (!request.legacy_dn.empty()) {
        auto const id = person_of_legacy_dn(request.legacy_dn);
        return id ? directory.find(*id) : std::nullopt;
    }
    auto const address = EmailAddress::parse(request.address);
    if (!address) return tl::unexpected(address.error());
    return directory.find(*address);
}

}

Result<AccountSettings> find_account(
    FindAccount const& request, Principal const& caller, Directory& directory, Publication const& publication)
{
    auto const person = visible_to(caller, look_up(request, directory));
    if (!person) return tl::unexpected(person.error());
    if (!*person) return fail(Code::non_existent_mailbox);
    return AccountSettings { .display_name = (*person)->display_name,
        .legacy_dn = legacy_dn_of((*person)->id),
        .address = (*person)->primary_address().text(),
        .deployment_id = base::to_string(publication.deployment),
        .server = std::string(host_of(publication)),
        .server_dn = legacy_dn_of_server(host_of(publication)),
        .server_version = packed_build(publication.build),
        .ews_url = ews_url(publication) };
}

}
