#include "service/sync_folder_items.hpp"

#include "service/exchange_words.hpp"
#include "service/shown_items.hpp"

#include <unordered_set>

namespace likeness::service {

namespace {

using Kind = SyncedChange::Kind;

ObjectId state_of(ReachedFolder const& folder, ItemsPoint const& point)
{
    return { .kind = ObjectKind::items_state,
        .mailbox = folder.mailbox->owner.id,
        .object = folder.node.number,
        .extra = point.change,
        .listed = point.listed ? *point.listed + 1 : 0 }; // 0: the list was told to its end.
}

// nullopt: from the beginning.
Result<std::optional<ItemsPoint>> point_of(
    std::string const& state, ReachedFolder const& folder, ObjectIds const& ids)
{
    if (state.empty()) return std::nullopt;
    auto const id = ids.read(state);
    auto const expected = state_of(folder, {});
    if (!id || id->kind != expected.kind || id->mailbox != expected.mailbox || id->object != expected.object)
        return fail(Code::invalid_sync_state_data);
    ItemsPoint point { id->extra, std::nullopt };
    if (id->listed != 0) point.listed = id->listed - 1;
    return point;
}

// The items of this mailbox among those that a client does not want to hear of; what is no id is none of them.
std::unordered_set<ItemNumber> numbers_of(
    std::vector<ItemReference> const& references, PersonId mailbox, ObjectIds const& ids)
{
    std::unordered_set<ItemNumber> numbers;
    for (auto const& reference : references) {
        auto const id = ids.read(reference.id);
        if (id && id->kind == ObjectKind::item && id->mailbox == mailbox) numbers.insert(id->object);
    }
    return numbers;
}

Kind kind_of(ItemChange::Kind kind)
{
    switch (kind) {
    case ItemChange::Kind::created: return Kind::created;
    case ItemChange::Kind::updated: return Kind::updated;
    case ItemChange::Kind::removed: return Kind::deleted;
    }
    return Kind::updated;
}

}

SyncFolderItemsAnswer sync_folder_items(
    SyncFolderItems const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const folder = access.folder(request.folder, Right::read);
    if (!folder) return tl::unexpected(folder.error());
    auto const from = point_of(request.state, *folder, ports.ids);
    if (!from) return tl::unexpected(from.error());
    auto const mailbox = folder->mailbox->owner.id;
    auto const most = static_cast<std::size_t>(request.changes_max);
    auto found = ports.store.changes(mailbox, folder->node.number, *from, most);
    if (!found) return tl::unexpected(in_exchange_words(found.error()));

    auto const ignored = numbers_of(request.ignored, mailbox, ports.ids);
    auto const shape = without_what_lists_lack(request.shape);
    bool const may_change
        = MailboxAccess::may(*folder->mailbox, folder->node.number, Right::change).has_value();
    ItemDisplay display(shape, ports.ids, mailbox);
    SyncedItems answer { .state = ports.ids.write(state_of(*folder, found->point)),
        .includes_last = found->is_last,
        .changes = {} };
    for (auto& change : found->changes) {
        if (ignored.contains(change.number)) continue;
        answer.changes.push_back({ kind_of(change.kind),
            change.item ? display.show(std::move(*change.item), may_change)
                        : shown_key(ports.ids, mailbox, ItemKind::contact, { .number = change.number }) });
    }
    return answer;
}

}
