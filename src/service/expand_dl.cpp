#include "service/expand_dl.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"
#include "service/exchange_words.hpp"
#include "service/find_visible.hpp"
#include "service/legacy_dn.hpp"

namespace likeness::service {

namespace {

Result<std::optional<Person>> find_group(std::string_view address, Directory& directory)
{
    if (auto const id = person_of_legacy_dn(base::trim(address))) return directory.find(*id);
    auto const parsed = EmailAddress::parse(address);
    if (!parsed) return std::nullopt;
    return directory.find(*parsed);
}

ExpandDlAnswer members_of(PersonId group, Principal const& caller, Directory& directory)
{
    auto found = directory.find_related(group, Relation::members, limits::members_per_group_max);
    if (!found) return tl::unexpected(found.error());
    auto const people = std::make_shared<std::vector<Person> const>(std::move(*found));
    GroupMembers answer { .owners = { people } };
    answer.members.reserve(people->size());
    for (auto const& person : *people)
        if (is_there_for(caller, person)) answer.members.push_back(mailbox_of(person));
    return answer;
}

ExpandDlAnswer expand(ExpandDl const& request, Principal const& caller, PeoplePorts const& ports)
{
    if (!request.item_id.empty()) {
        auto const id = ports.mailboxes.ids.read(request.item_id);
        if (!id) return tl::unexpected(id.error());
        return fail(Code::item_not_found);
    }
    auto const group = visible_to(caller, find_group(request.address, ports.directory()));
    if (!group) return tl::unexpected(group.error());
    if (!*group || (*group)->kind != RecipientKind::group) return fail(Code::name_resolution_no_results);
    return members_of((*group)->id, caller, ports.directory());
}

}

ExpandDlAnswer expand_dl(ExpandDl const& request, Principal const& caller, PeoplePorts const& ports)
{
    return expand(request, caller, ports).map_error(in_exchange_words);
}

}
