#include "storage/sqlite/mailbox_tables.hpp"

#include "storage/sqlite/folder_rows.hpp"
#include "storage/sqlite/item_changes.hpp"
#include "storage/sqlite/item_rows.hpp"

namespace likeness::storage {

namespace {

constexpr Sql select_item_counts { R"(
    SELECT state.folder, state.items FROM people JOIN mailboxes AS mailbox ON mailbox.owner = people.id
    JOIN folder_states AS state ON state.mailbox = mailbox.id
    WHERE people.guid = ?1 AND state.items > 0 ORDER BY state.folder)" };

// A mailbox whose store fails has a word of its own in the protocol.
template <class Answer> Answer in_words_of_mailboxes(Answer answer)
{
    if (!answer && answer.error().code == Code::internal_server_transient_error)
        answer.error().code = Code::mailbox_store_unavailable;
    return answer;
}

// What is read of a mailbox, all of one instant. A person without a mailbox has one with nothing in it.
template <class Read> auto read_mailbox(Database& database, PersonId const& owner, Read&& read)
{
    return in_words_of_mailboxes(database.read([&](Connection& connection) {
        return in_transaction(connection, begin_reading, [&](Connection& reader) {
            return find_mailbox(reader, owner).and_then([&](std::optional<MailboxCounters> const& mailbox) {
                return read(reader, mailbox.value_or(MailboxCounters()));
            });
        });
    }));
}

template <class Read> auto read_statement(Database& database, Read&& read)
{
    return in_words_of_mailboxes(database.read(read));
}

// What `act(work)` writes into a mailbox. An error of it undoes all.
template <class Act> auto write_mailbox(Database& database, PersonId const& owner, Act&& act)
{
    return in_words_of_mailboxes(database.write([&](Connection& connection) {
        return MailboxWork::begin(connection, owner).and_then([&](MailboxWork work) {
            auto answer = act(work);
            if (!answer) return answer;
            if (auto const finished = work.finish(); !finished)
                answer = decltype(answer)(tl::unexpected(finished.error()));
            return answer;
        });
    }));
}

// A verdict for each of `inputs`, in order.
template <class Value, class Inputs, class Judge>
Result<std::vector<Result<Value>>> each(Inputs const& inputs, Judge&& judge)
{
    std::vector<Result<Value>> answers;
    for (auto const& input : inputs) {
        Verdict<Value> verdict = judge(input);
        if (!verdict) return tl::unexpected(verdict.error());
        answers.push_back(std::move(*verdict));
    }
    return answers;
}

}

Result<std::vector<MadeFolder>> SqliteMailboxes::folders(PersonId mailbox)
{
    return read_mailbox(database_, mailbox, [](Connection& reader, MailboxCounters const& counters) {
        return read_folders(reader, counters.row).map(parents_first);
    });
}

Result<std::vector<ItemCount>> SqliteMailboxes::item_counts(PersonId mailbox)
{
    return read_statement(database_, [&](Connection& reader) -> Result<std::vector<ItemCount>> {
        std::vector<ItemCount> counts;
        auto rows = reader.query(select_item_counts, mailbox);
        auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
            counts.push_back(
                { static_cast<FolderNumber>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1)) });
            return {};
        });
        if (!read) return tl::unexpected(read.error());
        return counts;
    });
}

Result<MadeFolder> SqliteMailboxes::create_folder(PersonId mailbox, NewFolder const& folder)
{
    return write_mailbox(
        database_, mailbox, [&](MailboxWork& work) { return storage::create_folder(work, folder); });
}

Result<MadeFolder> SqliteMailboxes::update_folder(
    PersonId mailbox, FolderNumber folder, FolderUpdate const& update)
{
    return write_mailbox(
        database_, mailbox, [&](MailboxWork& work) { return storage::update_folder(work, folder, update); });
}

Result<void> SqliteMailboxes::remove_folder(PersonId mailbox, FolderNumber folder)
{
    return write_mailbox(
        database_, mailbox, [&](MailboxWork& work) { return storage::remove_folder(work, folder); });
}

Result<FolderChangesSince> SqliteMailboxes::folder_changes(PersonId mailbox, ChangeNumber since)
{
    return read_mailbox(database_, mailbox, [&](Connection& reader, MailboxCounters const& counters) {
        return read_folder_changes(reader, counters.row, since, counters.head);
    });
}

Result<std::vector<Result<CreatedItem>>> SqliteMailboxes::create_items(
    PersonId mailbox, std::span<NewItem const> items, Stamp const& stamp)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return each<CreatedItem>(items, [&](NewItem const& item) { return create_item(work, item, stamp); });
    });
}

Result<std::vector<std::optional<StoredItem>>> SqliteMailboxes::find_items(
    PersonId mailbox, std::span<ItemNumber const> items, WithAttachments with)
{
    return read_mailbox(database_, mailbox, [&](Connection& reader, MailboxCounters const& counters) {
        return read_items(reader, counters.row, items, with);
    });
}

Result<std::vector<Result<ItemKey>>> SqliteMailboxes::update_items(
    PersonId mailbox, std::span<ItemUpdate const> updates, Stamp const& stamp)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return each<ItemKey>(
            updates, [&](ItemUpdate const& update) { return update_item(work, update, stamp); });
    });
}

Result<SlotSet> SqliteMailboxes::touched_since(PersonId mailbox, ItemNumber item, ChangeNumber since)
{
    return read_mailbox(database_, mailbox, [&](Connection& reader, MailboxCounters const& counters) {
        return read_touched(reader, counters.row, item, since);
    });
}

Result<std::vector<Result<void>>> SqliteMailboxes::remove_items(
    PersonId mailbox, std::span<ItemNumber const> items)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return each<void>(items, [&](ItemNumber item) { return remove_item(work, item); });
    });
}

Result<std::vector<Result<ItemKey>>> SqliteMailboxes::move_items(
    PersonId mailbox, std::span<ItemNumber const> items, FolderNumber to)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return each<ItemKey>(items, [&](ItemNumber item) { return move_item(work, item, to); });
    });
}

Result<std::vector<Result<ItemKey>>> SqliteMailboxes::copy_items(PersonId mailbox,
    std::span<ItemNumber const> items, PersonId to_mailbox, FolderNumber to, Stamp const& stamp)
{
    return write_mailbox(
        database_, to_mailbox, [&](MailboxWork& work) -> Result<std::vector<Result<ItemKey>>> {
            auto const source = find_mailbox(work.connection(), mailbox);
            if (!source) return tl::unexpected(source.error());
            return each<ItemKey>(items, [&](ItemNumber item) {
                auto const original = *source && item <= item_number_max
                    ? std::optional(item_row((*source)->row, item))
                    : std::nullopt;
                return copy_item(work, original, to, stamp);
            });
        });
}

Result<std::vector<Result<CreatedAttachment>>> SqliteMailboxes::create_attachments(
    PersonId mailbox, ItemNumber item, std::span<NewAttachment const> attachments, Stamp const& stamp)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return each<CreatedAttachment>(attachments,
            [&](NewAttachment const& attachment) { return attach(work, item, attachment, stamp); });
    });
}

Result<std::optional<Attachment>> SqliteMailboxes::find_attachment(
    PersonId mailbox, ItemNumber item, AttachmentNumber attachment)
{
    return read_statement(
        database_, [&](Connection& reader) { return read_attachment(reader, mailbox, item, attachment); });
}

Result<ChangeNumber> SqliteMailboxes::remove_attachment(
    PersonId mailbox, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp)
{
    return write_mailbox(database_, mailbox, [&](MailboxWork& work) {
        return detach(work, item, attachment, stamp).and_then([](Result<ChangeNumber> const& change) {
            return change;
        });
    });
}

Result<ItemPage> SqliteMailboxes::find(PersonId mailbox, ItemSearch const& search)
{
    return in_words_of_mailboxes(searches_.find(mailbox, search));
}

Result<ItemChangesSince> SqliteMailboxes::changes(
    PersonId mailbox, FolderNumber folder, std::optional<ItemsPoint> const& from, std::size_t most)
{
    return read_mailbox(database_, mailbox, [&](Connection& reader, MailboxCounters const& counters) {
        return read_item_changes(reader, counters, folder, from, most);
    });
}

Result<std::vector<FolderPermission>> SqliteMailboxes::permissions(PersonId mailbox)
{
    return read_statement(database_, [&](Connection& reader) { return read_permissions(reader, mailbox); });
}

Result<std::optional<FolderRole>> SqliteMailboxes::role_of(
    PersonId mailbox, FolderNumber folder, PersonId person)
{
    return read_statement(
        database_, [&](Connection& reader) { return read_role(reader, mailbox, folder, person); });
}

Result<void> SqliteMailboxes::grant(PersonId mailbox, FolderPermission const& permission)
{
    return write_mailbox(
        database_, mailbox, [&](MailboxWork& work) { return storage::grant(work, permission); });
}

Result<void> SqliteMailboxes::revoke(PersonId mailbox, FolderNumber folder, PersonId person)
{
    return write_mailbox(
        database_, mailbox, [&](MailboxWork& work) { return storage::revoke(work, folder, person); });
}

}
