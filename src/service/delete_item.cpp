#include "service/delete_item.hpp"

#include "service/item_batch.hpp"

namespace likeness::service {

namespace {

using DoneItems = Result<std::vector<Result<Done>>>;

DoneItems remove(MailboxStore& store, PersonId mailbox, std::span<ItemNumber const> items)
{
    return each_made<Done>(store.remove_items(mailbox, items), [](std::size_t) { return Done {}; });
}

DoneItems throw_away(MailboxStore& store, PersonId mailbox, std::span<ItemNumber const> items)
{
    auto const deleted = number_of(DistinguishedFolder::deleteditems);
    return each_made<Done>(
        store.move_items(mailbox, items, deleted), [](ItemKey const&, std::size_t) { return Done {}; });
}

}

DeleteItemAnswer delete_item(DeleteItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const found = reach_items(request.items, Right::change, access, ports.store, WithAttachments::no);
    return answer_by_mailbox<Done>(found, [&](OpenMailbox& mailbox, std::span<std::size_t const> places) {
        auto const numbers = numbers_of(found, places);
        switch (request.type) {
        case DeleteType::hard:
        case DeleteType::soft: break;
        case DeleteType::move_to_deleted_items: return throw_away(ports.store, mailbox.owner.id, numbers);
        }
        return remove(ports.store, mailbox.owner.id, numbers);
    });
}

}
