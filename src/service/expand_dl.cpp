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

MailboxType mailbox_type_named(std::string_view name)
{
    static constexpr std::pair<std::string_view, MailboxType> types[] = {
        { "Mailbox", MailboxType::mailbox },
        { "PublicDL", MailboxType::public_dl },
        { "PrivateDL", MailboxType::private_dl },
        { "Contact", MailboxType::contact },
        { "PublicFolder", MailboxType::public_folder },
        { "GroupMailbox", MailboxType::group_mailbox },
        { "ImplicitContact", MailboxType::implicit_contact },
    };
    for (auto const& [known, type] : types)
        if (known == name) return type;
    return MailboxType::one_off; // What somebody typed.
}

// Of a list in a contact folder that the caller may read.
ExpandDlAnswer members_of_list(std::string const& id, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const named = access.item(ItemReference { id, "" });
    if (!named) return tl::unexpected(named.error());
    auto found = ports.store.find_items(named->mailbox->owner.id, { &named->number, 1 }, WithAttachments::no);
    if (!found) return tl::unexpected(found.error());
    if (!found->front()) return fail(Code::item_not_found);
    auto const list = std::make_shared<StoredItem const>(std::move(*found->front()));
    if (auto allowed = MailboxAccess::may(*named->mailbox, list->folder, Right::read); !allowed)
        return tl::unexpected(allowed.error());
    if (list->content.kind != ItemKind::distribution_list) return fail(Code::name_resolution_no_results);

    GroupMembers answer { .owners = { list } };
    for (auto const& member : list->content.members)
        answer.members.push_back({ .name = member.name,
            .address = member.address,
            .routing_type = member.routing_type.empty() ? "SMTP" : std::string_view(member.routing_type),
            .type = mailbox_type_named(member.mailbox_type) });
    return answer;
}

ExpandDlAnswer expand(ExpandDl const& request, Principal const& caller, PeoplePorts const& ports)
{
    if (!request.item_id.empty()) return members_of_list(request.item_id, caller, ports.mailboxes);
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
