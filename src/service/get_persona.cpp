#include "service/get_persona.hpp"

#include "service/contact_names.hpp"
#include "service/exchange_words.hpp"
#include "service/find_visible.hpp"
#include "service/personas.hpp"

namespace likeness::service {

namespace {

Result<std::optional<Person>> look_up(GetPersona const& request, PeoplePorts const& ports)
{
    if (!request.id.empty()) {
        auto const named = persona_named(request.id, ports.mailboxes.ids);
        if (!named) return tl::unexpected(named.error());
        return ports.directory().find(named->person);
    }
    auto const address = EmailAddress::parse(request.address);
    if (!address) return tl::unexpected(address.error());
    return ports.directory().find(*address);
}

Result<std::vector<Person>> visible_managers(PersonId person, Principal const& caller, Directory& directory)
{
    auto managers = directory.find_related(person, Relation::manager, 1);
    if (managers)
        std::erase_if(*managers, [&](Person const& manager) { return !is_there_for(caller, manager); });
    return managers;
}

// A contact in a folder that the caller may read.
GetPersonaAnswer show_contact(NamedPersona const& named, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const mailbox = access.mailbox(named.person);
    if (!mailbox && mailbox.error().code == Code::access_denied) return fail(Code::item_not_found);
    if (!mailbox) return tl::unexpected(mailbox.error());
    auto found = ports.store.find_items(named.person, { &named.item, 1 }, WithAttachments::no);
    if (!found) return tl::unexpected(found.error());
    if (!found->front()) return fail(Code::item_not_found);
    auto const item = std::make_shared<StoredItem const>(std::move(*found->front()));
    if (auto allowed = MailboxAccess::may(**mailbox, item->folder, Right::read); !allowed)
        return tl::unexpected(allowed.error());
    ShownPersona shown { .persona = persona_of(*item), .owners = { item } };
    shown.persona.id = persona_id_of(named.person, item->number, ports.ids);
    shown.persona.details = persona_details_of(*item);
    return shown;
}

GetPersonaAnswer show(GetPersona const& request, Principal const& caller, PeoplePorts const& ports)
{
    if (!request.id.empty())
        if (auto const named = persona_named(request.id, ports.mailboxes.ids); named && named->item != 0)
            return show_contact(*named, caller, ports.mailboxes);
    auto found = visible_to(caller, look_up(request, ports));
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(Code::item_not_found);
    auto related = visible_managers((*found)->id, caller, ports.directory());
    if (!related) return tl::unexpected(related.error());

    auto const person = std::make_shared<Person const>(std::move(**found));
    auto const managers = std::make_shared<std::vector<Person> const>(std::move(*related));
    ShownPersona shown { .persona = persona_of(*person, ports.mailboxes.ids),
        .owners = { person, managers } };
    shown.persona.details = persona_details_of(
        *person, managers->empty() ? std::string_view() : managers->front().display_name);
    return shown;
}

}

GetPersonaAnswer get_persona(GetPersona const& request, Principal const& caller, PeoplePorts const& ports)
{
    return show(request, caller, ports).map_error(in_exchange_words);
}

}
