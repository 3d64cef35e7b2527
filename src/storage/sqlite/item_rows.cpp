// Theory: whatever would be refused is refused before the first row of an item is written, so that the others of a batch
// go on in the same transaction. What an item's row says of its attachments is counted anew after each change of them.
#include "storage/sqlite/item_rows.hpp"

#include "core/items/item_encoding.hpp"
#include "core/items/limits.hpp"

namespace likeness::storage {

namespace {

constexpr Sql select_item { "SELECT " ITEM_COLUMNS " FROM items AS item WHERE item.id = ?1" };
constexpr Sql insert_item { R"(
    INSERT INTO items (id, mailbox, folder, entered, change, created_at, modified_at, modified_by, bytes,
        has_attachments, has_picture, last_attachment, touched_known_since, content)
    VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?4, ?11))" };
constexpr Sql update_content { R"(
    UPDATE items SET change = ?2, modified_at = ?3, modified_by = ?4, bytes = ?5, content = ?6
    WHERE id = ?1)" };
constexpr Sql recount_item { R"(
    UPDATE items SET change = ?2, modified_at = ?3, modified_by = ?4, last_attachment = ?5,
        bytes = length(content) + (SELECT coalesce(sum(size), 0) FROM attachments WHERE item = items.id),
        has_attachments = EXISTS (SELECT 1 FROM attachments WHERE item = items.id),
        has_picture = EXISTS (SELECT 1 FROM attachments WHERE item = items.id AND is_contact_photo = 1)
    WHERE id = ?1 RETURNING bytes)" };
constexpr Sql select_attached { R"(
    SELECT item.folder, item.bytes, item.last_attachment,
        (SELECT count(*) FROM attachments WHERE attachments.item = item.id)
    FROM items AS item WHERE item.id = ?1)" };
constexpr Sql delete_item { "DELETE FROM items WHERE id = ?1" };
constexpr Sql insert_removed_item {
    "INSERT INTO removed_items (mailbox, folder, change, number, entered) VALUES (?1, ?2, ?3, ?4, ?5)"
};
constexpr Sql renumber_item { R"(
    UPDATE items SET id = ?2, folder = ?3, entered = ?4, change = ?4, touched_known_since = ?4
    WHERE id = ?1)" };
constexpr Sql copy_item_row { R"(
    INSERT INTO items (id, mailbox, folder, entered, change, created_at, modified_at, modified_by, bytes,
        has_attachments, has_picture, last_attachment, touched_known_since, content)
    SELECT ?2, ?3, ?4, ?5, ?5, ?6, ?6, ?7, bytes, has_attachments, has_picture, last_attachment, ?5, content
    FROM items WHERE id = ?1)" };
constexpr Sql select_sum_of_folder {
    "SELECT count(*), coalesce(sum(bytes), 0) FROM items WHERE mailbox = ?1 AND folder = ?2"
};
constexpr Sql insert_removed_items { R"(
    INSERT INTO removed_items (mailbox, folder, change, number, entered)
    SELECT mailbox, folder, ?3 + row_number() OVER (ORDER BY id), id & 0xFFFFFFFF, entered
    FROM items WHERE mailbox = ?1 AND folder = ?2)" };
constexpr Sql delete_items { "DELETE FROM items WHERE mailbox = ?1 AND folder = ?2" };

constexpr Sql insert_touch { "INSERT INTO touches (item, change, slots) VALUES (?1, ?2, ?3)" };
constexpr Sql select_touch_too_many {
    "SELECT change FROM touches WHERE item = ?1 ORDER BY change DESC LIMIT 1 OFFSET ?2"
};
constexpr Sql delete_old_touches { "DELETE FROM touches WHERE item = ?1 AND change <= ?2" };
constexpr Sql delete_touches { "DELETE FROM touches WHERE item = ?1" };
constexpr Sql update_known_since { "UPDATE items SET touched_known_since = ?2 WHERE id = ?1" };
constexpr Sql select_known_since { "SELECT touched_known_since FROM items WHERE id = ?1" };
constexpr Sql select_touches { "SELECT slots FROM touches WHERE item = ?1 AND change > ?2" };

constexpr std::size_t slots_bytes = SlotSet().size() / 8;

base::Bytes bytes_of(SlotSet const& slots)
{
    base::Bytes bytes(slots_bytes);
    for (std::size_t slot = 0; slot < slots.size(); ++slot)
        if (slots.test(slot)) bytes[slot / 8] |= std::byte { 1 } << static_cast<int>(slot % 8);
    return bytes;
}

SlotSet slots_of(base::ByteView bytes)
{
    SlotSet slots;
    for (std::size_t slot = 0; slot < std::min(bytes.size(), slots_bytes) * 8; ++slot)
        slots[slot] = (bytes[slot / 8] >> static_cast<int>(slot % 8) & std::byte { 1 }) != std::byte { 0 };
    return slots;
}

SlotSet only(Slot slot)
{
    SlotSet set;
    add(set, slot);
    return set;
}

// A number that is too great for a row is no item's.
Result<std::optional<StoredItem>> find_item(Connection& connection, MailboxRow mailbox, ItemNumber number)
{
    if (number > item_number_max) return std::nullopt;
    auto rows = connection.query(select_item, item_row(mailbox, number));
    auto const found = rows.next();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return item_at(rows).map([](StoredItem&& item) { return std::optional(std::move(item)); });
}

Result<void> touch(MailboxWork& work, ItemRow item, ChangeNumber change, SlotSet const& touched)
{
    auto& connection = work.connection();
    auto const slots = bytes_of(touched);
    if (auto const done = connection.run(insert_touch, item, change, base::ByteView(slots)); !done)
        return done;
    std::int64_t dropped = 0;
    {
        auto rows = connection.query(select_touch_too_many, item, touches_kept);
        auto const too_many = rows.next();
        if (!too_many) return tl::unexpected(too_many.error());
        if (!*too_many) return {};
        dropped = rows.integer(0);
    }
    return connection.run(delete_old_touches, item, dropped).and_then([&] {
        return connection.run(update_known_since, item, dropped);
    });
}

// Attachments of an item that is to be made, with the numbers that they get. Of photos the last one is kept.
struct NumberedAttachments {
    std::vector<AttachmentNumber> given; // One for each.
    std::vector<std::pair<AttachmentNumber, NewAttachment const*>> kept;
    bool has_picture = false;
    std::uint64_t bytes = 0;
};

Result<NumberedAttachments> number_all(std::span<NewAttachment const> attachments)
{
    NumberedAttachments all;
    for (auto const& attachment : attachments) {
        if (auto const refused = refuse_attachment(attachment, all.kept.size()); !refused)
            return tl::unexpected(refused.error());
        if (attachment.description.is_contact_photo) {
            all.has_picture = true;
            std::erase_if(all.kept, [](auto const& one) { return one.second->description.is_contact_photo; });
        }
        all.given.push_back(all.given.size() + 1);
        all.kept.emplace_back(all.given.back(), &attachment);
    }
    for (auto const& [number, attachment] : all.kept) all.bytes += attachment->bytes.size();
    return all;
}

Result<void> refuse_another_item(MailboxWork const& work)
{
    auto const& counted = work.counters();
    if (counted.items >= limits::items_per_mailbox_max || counted.last_item >= item_number_max)
        return fail(Code::quota_exceeded);
    return {};
}

// What keeps an item from being made, of which all but the mailbox's folders is known.
Result<void> refuse_new(
    MailboxWork const& work, std::size_t content_bytes, Result<NumberedAttachments> const& attachments)
{
    if (auto const refused = refuse_another_item(work); !refused) return refused;
    if (content_bytes > limits::item_bytes_max) return fail(Code::data_size_limit_exceeded);
    if (!attachments) return tl::unexpected(attachments.error());
    return work.refuse_bytes(content_bytes + attachments->bytes, 0);
}

Result<ItemKey> insert_new(MailboxWork& work, NewItem const& item, std::string const& content,
    NumberedAttachments const& attachments, Stamp const& stamp)
{
    ItemKey const key { work.next_item(), work.next_change() };
    auto const row = item_row(work.row(), key.number);
    auto const bytes = static_cast<std::int64_t>(content.size() + attachments.bytes);
    auto& connection = work.connection();
    auto const done = connection.run(insert_item, row, work.row(), item.folder, key.change, stamp.at,
        stamp.by, bytes, attachments.kept.empty() ? 0 : 1, attachments.has_picture ? 1 : 0,
        attachments.given.size(), base::as_bytes(content));
    if (!done) return tl::unexpected(done.error());
    for (auto const& [number, attachment] : attachments.kept)
        if (auto const put = insert_attachment(connection, row, number, *attachment, stamp.at); !put)
            return tl::unexpected(put.error());
    work.count(item.folder, 1, bytes);
    return key;
}

Result<void> bury(MailboxWork& work, StoredItem const& item)
{
    auto const done = work.connection().run(
        insert_removed_item, work.row(), item.folder, work.next_change(), item.number, item.entered);
    work.count(item.folder, -1, -static_cast<std::int64_t>(item.bytes));
    return done;
}

struct Attached {
    FolderNumber folder = 0;
    std::int64_t bytes = 0;
    AttachmentNumber last = 0;
    std::size_t attachments = 0;
};

Result<std::optional<Attached>> find_attached(MailboxWork& work, ItemNumber item)
{
    if (item > item_number_max) return std::nullopt;
    auto rows = work.connection().query(select_attached, item_row(work.row(), item));
    return rows.next().map([&](bool found) -> std::optional<Attached> {
        if (!found) return std::nullopt;
        return Attached { static_cast<FolderNumber>(rows.integer(0)), rows.integer(1),
            static_cast<AttachmentNumber>(rows.integer(2)), static_cast<std::size_t>(rows.integer(3)) };
    });
}

// After its attachments have changed: the item's new change.
Result<ChangeNumber> recount(
    MailboxWork& work, ItemRow item, Attached const& before, AttachmentNumber last, Stamp const& stamp)
{
    auto const change = work.next_change();
    if (auto const done = touch(work, item, change, only(Slot::attachments)); !done)
        return tl::unexpected(done.error());
    auto rows = work.connection().query(recount_item, item, change, stamp.at, stamp.by, last);
    auto const counted = rows.next();
    if (!counted) return tl::unexpected(counted.error());
    work.count(before.folder, 0, rows.integer(0) - before.bytes);
    return rows.next().map([&](bool) { return change; });
}

}

StoredItem item_head_at(Rows const& rows)
{
    return { .number = number_of(rows.integer(0)),
        .folder = static_cast<FolderNumber>(rows.integer(1)),
        .entered = static_cast<ChangeNumber>(rows.integer(2)),
        .change = static_cast<ChangeNumber>(rows.integer(3)),
        .created_at = rows.time(4),
        .modified_at = rows.time(5),
        .modified_by = std::string(rows.text(6)),
        .bytes = static_cast<std::uint64_t>(rows.integer(7)),
        .has_attachments = rows.integer(8) != 0,
        .has_picture = rows.integer(9) != 0 };
}

Result<StoredItem> item_at(Rows const& rows)
{
    auto item = item_head_at(rows);
    auto content = decode_item(rows.text(item_content_column));
    if (!content) return tl::unexpected(content.error());
    item.content = std::move(*content);
    return item;
}

Result<std::vector<std::optional<StoredItem>>> read_items(
    Connection& connection, MailboxRow mailbox, std::span<ItemNumber const> items, WithAttachments with)
{
    std::vector<std::optional<StoredItem>> all;
    for (auto const number : items) {
        auto item = find_item(connection, mailbox, number);
        if (!item) return tl::unexpected(item.error());
        if (*item && with == WithAttachments::yes && (*item)->has_attachments) {
            auto attachments = read_attachments(connection, item_row(mailbox, number));
            if (!attachments) return tl::unexpected(attachments.error());
            (*item)->attachments = std::move(*attachments);
        }
        all.push_back(std::move(*item));
    }
    return all;
}

Result<SlotSet> read_touched(Connection& connection, MailboxRow mailbox, ItemNumber item, ChangeNumber since)
{
    if (item > item_number_max) return fail(Code::item_not_found);
    auto const row = item_row(mailbox, item);
    SlotSet touched;
    auto known = connection.query(select_known_since, row);
    auto const found = known.next();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(Code::item_not_found);
    if (since < static_cast<ChangeNumber>(known.integer(0))) return touched.set();
    auto rows = connection.query(select_touches, row, as_stored(since));
    auto const read = for_each_row(rows, [&](Rows const& one) -> Result<void> {
        touched |= slots_of(one.bytes(0));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return touched;
}

Verdict<CreatedItem> create_item(MailboxWork& work, NewItem const& item, Stamp const& stamp)
{
    auto const known = work.knows_folder(item.folder);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return Result<CreatedItem>(fail(Code::folder_not_found));
    auto const content = encode(item.content);
    auto attachments = number_all(item.attachments);
    if (auto const refused = refuse_new(work, content.size(), attachments); !refused)
        return Result<CreatedItem>(tl::unexpected(refused.error()));
    return insert_new(work, item, content, *attachments, stamp).map([&](ItemKey const& key) {
        return Result<CreatedItem>(CreatedItem { key, std::move(attachments->given) });
    });
}

Verdict<ItemKey> update_item(MailboxWork& work, ItemUpdate const& update, Stamp const& stamp)
{
    auto const found = find_item(work.connection(), work.row(), update.number);
    if (!found) return tl::unexpected(found.error());
    auto const refuse = [](Code code) { return Result<ItemKey>(fail(code)); };
    if (!*found) return refuse(Code::item_not_found);
    auto const& before = **found;
    if (update.expected && *update.expected != before.change) return refuse(Code::irresolvable_conflict);
    if (update.content.kind != before.content.kind) return refuse(Code::object_type_changed);
    auto const content = encode(update.content);
    if (content.size() > limits::item_bytes_max) return refuse(Code::data_size_limit_exceeded);
    auto const content_before = encode(before.content).size();
    if (auto const refused = work.refuse_bytes(content.size(), content_before); !refused)
        return Result<ItemKey>(tl::unexpected(refused.error()));

    auto const change = work.next_change();
    auto const row = item_row(work.row(), update.number);
    auto const bytes = static_cast<std::int64_t>(before.bytes - content_before + content.size());
    work.count(before.folder, 0, bytes - static_cast<std::int64_t>(before.bytes));
    return work.connection()
        .run(update_content, row, change, stamp.at, stamp.by, bytes, base::as_bytes(content))
        .and_then([&] { return touch(work, row, change, update.touched); })
        .map([&] { return Result<ItemKey>(ItemKey { update.number, change }); });
}

Verdict<void> remove_item(MailboxWork& work, ItemNumber item)
{
    auto const found = find_item(work.connection(), work.row(), item);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Result<void>(fail(Code::item_not_found));
    return work.connection()
        .run(delete_item, item_row(work.row(), item))
        .and_then([&] { return bury(work, **found); })
        .map([] { return Result<void>(); });
}

Verdict<ItemKey> move_item(MailboxWork& work, ItemNumber item, FolderNumber to)
{
    auto const found = find_item(work.connection(), work.row(), item);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Result<ItemKey>(fail(Code::item_not_found));
    auto const known = work.knows_folder(to);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return Result<ItemKey>(fail(Code::folder_not_found));
    if (work.counters().last_item >= item_number_max) return Result<ItemKey>(fail(Code::quota_exceeded));

    auto const before = item_row(work.row(), item);
    if (auto const buried = bury(work, **found); !buried) return tl::unexpected(buried.error());
    ItemKey const key { work.next_item(), work.next_change() };
    work.count(to, 1, static_cast<std::int64_t>((*found)->bytes));
    return work.connection()
        .run(delete_touches, before)
        .and_then([&] {
            return work.connection().run(
                renumber_item, before, item_row(work.row(), key.number), to, key.change);
        })
        .map([&] { return Result<ItemKey>(key); });
}

Verdict<ItemKey> copy_item(
    MailboxWork& work, std::optional<ItemRow> original, FolderNumber to, Stamp const& stamp)
{
    auto const bytes = [&]() -> Result<std::optional<std::int64_t>> {
        if (!original) return std::nullopt;
        auto rows = work.connection().query(select_attached, *original);
        return rows.next().map(
            [&](bool found) { return found ? std::optional(rows.integer(1)) : std::nullopt; });
    }();
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return Result<ItemKey>(fail(Code::item_not_found));
    auto const known = work.knows_folder(to);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return Result<ItemKey>(fail(Code::folder_not_found));
    auto const refused = refuse_another_item(work).and_then(
        [&] { return work.refuse_bytes(static_cast<std::uint64_t>(**bytes), 0); });
    if (!refused) return Result<ItemKey>(tl::unexpected(refused.error()));

    ItemKey const key { work.next_item(), work.next_change() };
    auto const row = item_row(work.row(), key.number);
    work.count(to, 1, **bytes);
    return work.connection()
        .run(copy_item_row, *original, row, work.row(), to, key.change, stamp.at, stamp.by)
        .and_then([&] { return copy_attachments(work.connection(), *original, row); })
        .map([&] { return Result<ItemKey>(key); });
}

Verdict<CreatedAttachment> attach(
    MailboxWork& work, ItemNumber item, NewAttachment const& attachment, Stamp const& stamp)
{
    auto const found = find_attached(work, item);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Result<CreatedAttachment>(fail(Code::item_not_found));
    auto const refused = refuse_attachment(attachment, (*found)->attachments).and_then([&] {
        return work.refuse_bytes(attachment.bytes.size(), 0);
    });
    if (!refused) return Result<CreatedAttachment>(tl::unexpected(refused.error()));

    auto const row = item_row(work.row(), item);
    auto const number = (*found)->last + 1;
    auto const dropped = attachment.description.is_contact_photo
        ? delete_contact_photo(work.connection(), row)
        : Result<void>();
    return dropped
        .and_then([&] { return insert_attachment(work.connection(), row, number, attachment, stamp.at); })
        .and_then([&] { return recount(work, row, **found, number, stamp); })
        .map([&](ChangeNumber change) {
            return Result<CreatedAttachment>(CreatedAttachment { number, change });
        });
}

Verdict<ChangeNumber> detach(
    MailboxWork& work, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp)
{
    auto const found = find_attached(work, item);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Result<ChangeNumber>(fail(Code::item_not_found));
    auto const row = item_row(work.row(), item);
    auto const was_there = delete_attachment(work.connection(), row, attachment);
    if (!was_there) return tl::unexpected(was_there.error());
    if (!*was_there) return Result<ChangeNumber>(fail(Code::invalid_attachment_id));
    return recount(work, row, **found, (*found)->last, stamp).map([](ChangeNumber change) {
        return Result<ChangeNumber>(change);
    });
}

Result<void> remove_items_of(MailboxWork& work, FolderNumber folder)
{
    auto& connection = work.connection();
    std::int64_t items = 0;
    std::int64_t bytes = 0;
    {
        auto rows = connection.query(select_sum_of_folder, work.row(), folder);
        if (auto const summed = rows.next(); !summed) return tl::unexpected(summed.error());
        items = rows.integer(0);
        bytes = rows.integer(1);
    }
    if (items == 0) return {};
    auto const done
        = connection.run(insert_removed_items, work.row(), folder, work.counters().head).and_then([&] {
              return connection.run(delete_items, work.row(), folder);
          });
    work.take_changes(static_cast<std::uint64_t>(items));
    work.count(folder, -items, -bytes);
    return done;
}

}
