#include "storage/sqlite/mailbox_work.hpp"

#include "core/items/limits.hpp"
#include "storage/sqlite/person_rows.hpp"

#include <limits>

namespace likeness::storage {

namespace {

constexpr Sql select_mailbox { R"(
    SELECT mailbox.id, mailbox.head, mailbox.last_folder, mailbox.last_item, mailbox.items, mailbox.bytes
    FROM people JOIN mailboxes AS mailbox ON mailbox.owner = people.id WHERE people.guid = ?1)" };
constexpr Sql insert_mailbox { "INSERT INTO mailboxes (owner) VALUES (?1)" };
constexpr Sql update_mailbox { R"(
    UPDATE mailboxes SET head = ?2, last_folder = ?3, last_item = ?4, items = ?5, bytes = ?6
    WHERE id = ?1)" };
constexpr Sql upsert_folder_state { R"(
    INSERT INTO folder_states (mailbox, folder, items, change) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (mailbox, folder) DO UPDATE SET items = items + excluded.items, change = excluded.change)" };
constexpr Sql select_folder { "SELECT 1 FROM folders WHERE mailbox = ?1 AND number = ?2" };

}

Result<std::optional<MailboxCounters>> find_mailbox(Connection& connection, PersonId const& owner)
{
    auto rows = connection.query(select_mailbox, owner);
    return rows.next().map([&](bool found) -> std::optional<MailboxCounters> {
        if (!found) return std::nullopt;
        auto const number = [&](int column) { return static_cast<std::uint64_t>(rows.integer(column)); };
        return MailboxCounters { rows.integer(0), number(1), number(2), number(3), number(4), number(5) };
    });
}

MailboxWork::MailboxWork(Connection& connection, MailboxCounters const& counters)
    : connection_(&connection)
    , counters_(counters)
    , head_before_(counters.head)
{
}

Result<MailboxWork> MailboxWork::begin(Connection& connection, PersonId const& owner)
{
    auto known = find_mailbox(connection, owner);
    if (!known) return tl::unexpected(known.error());
    if (!*known) {
        auto const made = need_person_row(connection, owner).and_then([&](PersonRow person) {
            return connection.run(insert_mailbox, person);
        });
        if (!made) return tl::unexpected(made.error());
        known = find_mailbox(connection, owner);
        if (!known) return tl::unexpected(known.error());
        if (!*known) return fail(Code::internal_server_error, "", "a mailbox that was made is not there");
    }
    return MailboxWork(connection, **known);
}

Result<void> MailboxWork::refuse_bytes(std::uint64_t more, std::uint64_t instead_of) const
{
    if (counters_.bytes - instead_of + more > limits::mailbox_bytes_max) return fail(Code::quota_exceeded);
    return {};
}

void MailboxWork::count(FolderNumber folder, std::int64_t items, std::int64_t bytes)
{
    counters_.items += static_cast<std::uint64_t>(items);
    counters_.bytes += static_cast<std::uint64_t>(bytes);
    auto& counted = folders_[folder];
    counted.more_items += items;
    counted.change = counters_.head;
}

Result<bool> MailboxWork::knows_folder(FolderNumber folder) const
{
    if (folder < first_made_folder) return folder > 0;
    auto rows = connection_->query(select_folder, row(), folder);
    return rows.next();
}

Result<void> MailboxWork::finish()
{
    // A batch of which every part was refused costs no write.
    if (counters_.head == head_before_) return {};
    for (auto const& [folder, counted] : folders_) {
        auto const done
            = connection_->run(upsert_folder_state, row(), folder, counted.more_items, counted.change);
        if (!done) return done;
    }
    return connection_->run(update_mailbox, row(), counters_.head, counters_.last_folder, counters_.last_item,
        counters_.items, counters_.bytes);
}

std::int64_t as_stored(std::uint64_t number)
{
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    return number > static_cast<std::uint64_t>(greatest) ? greatest : static_cast<std::int64_t>(number);
}

}
