#include "service/move_item.hpp"

#include "service/item_batch.hpp"
#include "service/shown_items.hpp"

namespace likeness::service {

namespace {

using MovedItems = Result<std::vector<Result<std::optional<ShownItem>>>>;
using Keys = Result<std::vector<Result<ItemKey>>>;

Result<ReachedFolder> target_of(MoveItem const& request, MailboxAccess& access)
{
    auto reached = access.folder(request.to, Right::change);
    if (reached && !can_hold_items(reached->node)) return fail(Code::move_copy_failed);
    return reached;
}

// Those that could not be removed behind their copies are told of as failures: they are where they were.
Keys remove_copied(Keys&& copied, MailboxStore& store, PersonId mailbox, std::span<ItemNumber const> numbers)
{
    if (!copied) return std::move(copied);
    std::vector<ItemNumber> left_behind;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < copied->size(); ++i)
        if ((*copied)[i]) {
            left_behind.push_back(numbers[i]);
            places.push_back(i);
        }
    auto const removed = store.remove_items(mailbox, left_behind);
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!removed || !(*removed)[i]) (*copied)[places[i]] = fail(Code::move_copy_failed);
    return std::move(copied);
}

// What is done with the items of one mailbox, and how the answer names them.
class Transfer {
public:
    Transfer(MoveItem const& request, MailboxPorts const& ports, ReachedFolder const& to, Stamp const& stamp)
        : request_(request)
        , ports_(ports)
        , to_(to)
        , stamp_(stamp)
    {
    }

    Keys copy(OpenMailbox const& from, std::span<ItemNumber const> numbers) const
    {
        return ports_.store.copy_items(
            from.owner.id, numbers, to_.mailbox->owner.id, to_.node.number, stamp_);
    }
    Keys move(OpenMailbox const& from, std::span<ItemNumber const> numbers) const
    {
        if (&from == to_.mailbox) return ports_.store.move_items(from.owner.id, numbers, to_.node.number);
        return remove_copied(copy(from, numbers), ports_.store, from.owner.id, numbers);
    }
    MovedItems shown(Keys&& keys, OpenMailbox const& from, ReachedItems const& found,
        std::span<std::size_t const> places) const
    {
        // Exchange tells no ids of another mailbox.
        bool const tells_ids = request_.returns_ids && &from == to_.mailbox;
        return each_made<std::optional<ShownItem>>(
            std::move(keys), [&](ItemKey const& key, std::size_t i) -> std::optional<ShownItem> {
                if (!tells_ids) return std::nullopt;
                auto const kind = found[places[i]]->item.content.kind;
                return shown_key(ports_.ids, from.owner.id, kind, key);
            });
    }

private:
    MoveItem const& request_;
    MailboxPorts const& ports_;
    ReachedFolder const& to_;
    Stamp const& stamp_;
};

using How = Keys (Transfer::*)(OpenMailbox const&, std::span<ItemNumber const>) const;

MoveItemAnswer transfer(
    MoveItem const& request, Principal const& caller, MailboxPorts const& ports, Right right, How how)
{
    using Answer = std::optional<ShownItem>;
    MailboxAccess access(caller, ports);
    auto const to = target_of(request, access);
    if (!to) return all_fail<Answer>(request.items.size(), to.error());
    auto const stamp = stamp_for(caller, access, ports.clock);
    if (!stamp) return all_fail<Answer>(request.items.size(), stamp.error());

    auto const found = reach_items(request.items, right, access, ports.store, WithAttachments::no);
    Transfer const transfer(request, ports, *to, *stamp);
    return answer_by_mailbox<Answer>(found, [&](OpenMailbox& mailbox, std::span<std::size_t const> places) {
        return transfer.shown((transfer.*how)(mailbox, numbers_of(found, places)), mailbox, found, places);
    });
}

}

MoveItemAnswer move_item(MoveItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    return transfer(request, caller, ports, Right::change, &Transfer::move);
}

MoveItemAnswer copy_item(MoveItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    return transfer(request, caller, ports, Right::read, &Transfer::copy);
}

}
