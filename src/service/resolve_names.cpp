// Sources of names are asked in the scope's order, each for as many as there is still room for: the directory, and one
// contact folder.
#include "service/resolve_names.hpp"

#include "base/utf8.hpp"
#include "core/limits.hpp"
#include "service/contact_cards.hpp"
#include "service/contact_names.hpp"
#include "service/exchange_words.hpp"
#include "service/find_names.hpp"
#include "service/find_visible.hpp"

#include <array>
#include <span>

namespace likeness::service {

namespace {

enum class NamesOf { directory, contacts };

std::span<NamesOf const> sources_of(SearchScope scope)
{
    static constexpr std::array all { NamesOf::contacts, NamesOf::directory, NamesOf::contacts };
    std::span const sources(all);
    switch (scope) {
    case SearchScope::directory: return sources.subspan(1, 1);
    case SearchScope::directory_then_contacts: return sources.subspan(1, 2);
    case SearchScope::contacts: return sources.first(1);
    case SearchScope::contacts_then_directory: return sources.first(2);
    }
    return {};
}

class NameResolver {
public:
    NameResolver(ResolveNames const& request, Principal const& caller, PeoplePorts const& ports)
        : request_(request)
        , caller_(caller)
        , ports_(ports)
        , access_(caller, ports.mailboxes)
    {
    }

    ResolveNamesAnswer resolve()
    {
        auto const entry = parse_unresolved_entry(request_.entry);
        if (!entry) return tl::unexpected(entry.error());
        if (request_.folders.size() > 1) return fail(Code::resolve_names_only_one_contacts_folder_allowed);
        // A folder that cannot be looked into is told, whoever the directory finds.
        if (!request_.folders.empty() && request_.scope != SearchScope::directory)
            if (auto folder = contacts_folder(); !folder) return tl::unexpected(folder.error());
        for (auto const source : sources_of(request_.scope)) {
            if (is_complete_ || room() == 0) break;
            auto added = source == NamesOf::directory ? add_directory(*entry) : add_contacts(*entry);
            if (!added) return tl::unexpected(added.error());
        }
        if (answer_.found.empty()) return fail(Code::name_resolution_no_results);
        return std::move(answer_);
    }

private:
    std::size_t room() const { return limits::names_per_answer_max - answer_.found.size(); }

    Result<ReachedFolder> contacts_folder()
    {
        auto const own = access_.own(Code::name_resolution_no_mailbox);
        if (!own) return tl::unexpected(own.error());
        // Everybody has this one: nothing more is read to reach it.
        if (request_.folders.empty())
            return ReachedFolder { *own, { .number = number_of(DistinguishedFolder::contacts) } };
        auto folder = access_.folder(request_.folders.front(), Right::read);
        if (folder && folder->node.type != FolderType::contacts)
            return fail(Code::resolve_names_invalid_folder_type);
        return folder;
    }

    Result<void> add_contacts(UnresolvedEntry const& entry)
    {
        auto const folder = contacts_folder();
        if (!folder) {
            // Whoever was found is for callers without a mailbox too.
            bool const is_excused = request_.folders.empty() && !answer_.found.empty()
                && folder.error().code == Code::name_resolution_no_mailbox;
            return is_excused ? Result<void>() : tl::unexpected(folder.error());
        }
        if (entry.form == UnresolvedEntry::Form::part && entry.text.contains('@'))
            if (auto const address = EmailAddress::parse(entry.text)) {
                auto added = add_found(*folder, contact_filter_of(*address), &*address);
                if (!added || is_complete_) return added;
            }
        auto filter = contact_filter_of(entry);
        return filter ? add_found(*folder, std::move(*filter), nullptr) : Result<void>();
    }

    // Of who has the whole address `only`, where there is one, nothing but that is told, and nobody else is meant.
    Result<void> add_found(ReachedFolder const& folder, ItemFilter filter, EmailAddress const* only)
    {
        auto const mailbox = folder.mailbox->owner.id;
        ItemSearch const search { .folder = folder.node.number,
            .filter = std::move(filter),
            .order = { { Slot::display_name, false } },
            .most = room() };
        auto page = ports_.mailboxes.store.find(mailbox, search);
        if (!page) return tl::unexpected(page.error());
        if (page->total > page->items.size()) answer_.includes_last = false;
        for (auto& item : page->items) add_contact(mailbox, std::move(item), only);
        if (only && page->total > 0) is_complete_ = true;
        return {};
    }

    void add_contact(PersonId mailbox, StoredItem&& found, EmailAddress const* only)
    {
        auto const item = std::make_shared<StoredItem const>(std::move(found));
        auto const id = std::make_shared<std::string const>(ports_.mailboxes.ids.write(
            { .kind = ObjectKind::item, .mailbox = mailbox, .object = item->number }));
        bool const has_card = request_.full_contact_data && item->content.kind == ItemKind::contact;
        auto const card
            = has_card ? std::make_shared<ContactCard const>(card_of(*item, request_.shape)) : nullptr;
        for (auto const& to : mailboxes_of(*item, *id)) {
            if (only && base::fold_case(to.address) != only->folded()) continue;
            if (room() == 0) {
                answer_.includes_last = false;
                break;
            }
            answer_.found.push_back({ to, card });
        }
        answer_.owners.push_back(item);
        answer_.owners.push_back(id);
    }

    Result<void> add_directory(UnresolvedEntry const& entry)
    {
        auto found = find_names(entry, caller_, ports_, room());
        if (!found) return tl::unexpected(found.error());
        is_complete_ = found->is_certain;
        if (found->names.more) answer_.includes_last = false;
        if (request_.full_contact_data) return add_with_cards(found->names.hits);
        answer_.found.reserve(answer_.found.size() + found->names.hits.size());
        for (auto const& hit : found->names.hits)
            answer_.found.push_back(
                { .mailbox = { .name = hit.name, .address = hit.address, .type = mailbox_type_of(hit.kind) },
                    .contact = nullptr });
        answer_.owners.push_back(std::move(found->names.owner));
        return {};
    }

    // As the directory has them now: who has gone or hidden since they were found is left out.
    Result<void> add_with_cards(std::vector<NameHit> const& hits)
    {
        std::vector<PersonId> ids;
        ids.reserve(hits.size());
        for (auto const& hit : hits) ids.push_back(hit.id);
        auto found = ports_.directory().find_all(ids);
        if (!found) return tl::unexpected(found.error());
        auto const people = std::make_shared<std::vector<Person> const>(std::move(*found));
        answer_.owners.push_back(people);

        ContactCards cards(request_.shape, caller_, ports_);
        for (auto const& person : *people) {
            if (!is_there_for(caller_, person)) continue;
            auto card = cards.card_of(person);
            if (!card) return tl::unexpected(card.error());
            answer_.found.push_back(
                { mailbox_of(person), std::make_shared<ContactCard const>(std::move(*card)) });
        }
        for (auto& owner : cards.take_owners()) answer_.owners.push_back(std::move(owner));
        return {};
    }

    ResolveNames const& request_;
    Principal const& caller_;
    PeoplePorts const& ports_;
    MailboxAccess access_;
    Resolutions answer_;
    bool is_complete_ = false;
};

}

ResolveNamesAnswer resolve_names(
    ResolveNames const& request, Principal const& caller, PeoplePorts const& ports)
{
    return NameResolver(request, caller, ports).resolve().map_error(in_exchange_words);
}

}
