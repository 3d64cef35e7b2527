#include "service/item_batch.hpp"

namespace likeness::service {

namespace {

using NamedItems = std::vector<Result<NamedItem>>;

NamedItems name_items(ItemReferences const& references, MailboxAccess& access)
{
    NamedItems named;
    named.reserve(references.size());
    for (auto const& reference : references) named.push_back(access.item(reference));
    return named;
}

Result<ReachedItem> judged(NamedItem const& named, std::optional<StoredItem>&& item, Right right)
{
    if (!item) return fail(Code::item_not_found);
    if (auto const may = MailboxAccess::may(*named.mailbox, item->folder, right); !may)
        return tl::unexpected(may.error());
    return ReachedItem { named.mailbox, named.expected, std::move(*item) };
}

}

ReachedItems reach_items(ItemReferences const& references, Right right, MailboxAccess& access,
    MailboxStore& store, WithAttachments with)
{
    auto const named = name_items(references, access);
    return answer_by_mailbox<ReachedItem>(named,
        [&](OpenMailbox& mailbox,
            std::span<std::size_t const> places) -> Result<std::vector<Result<ReachedItem>>> {
            std::vector<ItemNumber> numbers;
            for (auto const place : places) numbers.push_back(named[place]->number);
            auto stored = store.find_items(mailbox.owner.id, numbers, with);
            if (!stored) return tl::unexpected(stored.error());
            ReachedItems found;
            for (std::size_t i = 0; i < places.size(); ++i)
                found.push_back(judged(*named[places[i]], std::move((*stored)[i]), right));
            return found;
        });
}

Result<Stamp> stamp_for(Principal const& caller, MailboxAccess& access, Clock const& clock)
{
    auto const own = access.own(Code::missing_email_address);
    if (own) return Stamp { clock.now(), (*own)->owner.display_name };
    if (own.error().code != Code::missing_email_address) return tl::unexpected(own.error());
    return Stamp { clock.now(), caller.address ? caller.address->text() : std::string() };
}

std::vector<ItemNumber> numbers_of(ReachedItems const& items, std::span<std::size_t const> places)
{
    std::vector<ItemNumber> numbers;
    for (auto const place : places) numbers.push_back(items[place]->item.number);
    return numbers;
}

}
