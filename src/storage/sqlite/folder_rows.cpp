#include "storage/sqlite/folder_rows.hpp"

#include "core/items/limits.hpp"
#include "storage/sqlite/item_rows.hpp"
#include "storage/sqlite/person_rows.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

constexpr Sql select_folders { R"(
    SELECT number, parent, folder_class, display_name, entered, change FROM folders WHERE mailbox = ?1)" };
constexpr Sql select_removed_folders {
    R"(
    SELECT number FROM removed_folders WHERE mailbox = ?1 AND change > ?2 AND entered <= ?2 ORDER BY number)"
};
constexpr Sql insert_folder { R"(
    INSERT INTO folders (mailbox, number, parent, folder_class, display_name, entered, change)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))" };
constexpr Sql update_folder_row { R"(
    UPDATE folders SET parent = ?3, folder_class = ?4, display_name = ?5, change = ?6
    WHERE mailbox = ?1 AND number = ?2)" };
constexpr Sql delete_folder { "DELETE FROM folders WHERE mailbox = ?1 AND number = ?2" };
constexpr Sql insert_removed_folder {
    "INSERT INTO removed_folders (mailbox, number, entered, change) VALUES (?1, ?2, ?3, ?4)"
};

constexpr Sql select_permissions { R"(
    SELECT permission.folder, person.guid, permission.role
    FROM people AS owner JOIN mailboxes AS mailbox ON mailbox.owner = owner.id
    JOIN folder_permissions AS permission ON permission.mailbox = mailbox.id
    JOIN people AS person ON person.id = permission.person WHERE owner.guid = ?1)" };
constexpr Sql select_role { R"(
    SELECT permission.role
    FROM people AS owner JOIN mailboxes AS mailbox ON mailbox.owner = owner.id
    JOIN people AS person ON person.guid = ?3
    JOIN folder_permissions AS permission
        ON permission.mailbox = mailbox.id AND permission.folder = ?2 AND permission.person = person.id
    WHERE owner.guid = ?1)" };
constexpr Sql count_other_permissions { R"(
    SELECT count(*) FROM folder_permissions
    WHERE mailbox = ?1 AND NOT (folder = ?2 AND person = ?3))" };
constexpr Sql upsert_permission { R"(
    INSERT INTO folder_permissions (mailbox, folder, person, role) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (mailbox, folder, person) DO UPDATE SET role = excluded.role)" };
constexpr Sql delete_permission { R"(
    DELETE FROM folder_permissions WHERE mailbox = ?1 AND folder = ?2
        AND person = (SELECT id FROM people WHERE guid = ?3))" };
constexpr Sql delete_permissions { "DELETE FROM folder_permissions WHERE mailbox = ?1 AND folder = ?2" };

MadeFolder folder_at(Rows const& rows)
{
    return { .number = static_cast<FolderNumber>(rows.integer(0)),
        .parent = static_cast<FolderNumber>(rows.integer(1)),
        .folder_class = std::string(rows.text(2)),
        .display_name = std::string(rows.text(3)),
        .entered = static_cast<ChangeNumber>(rows.integer(4)),
        .change = static_cast<ChangeNumber>(rows.integer(5)) };
}

Result<void> remove_one(MailboxWork& work, MadeFolder const& folder)
{
    auto& connection = work.connection();
    return remove_items_of(work, folder.number)
        .and_then([&] { return connection.run(delete_permissions, work.row(), folder.number); })
        .and_then([&] { return connection.run(delete_folder, work.row(), folder.number); })
        .and_then([&] {
            return connection.run(
                insert_removed_folder, work.row(), folder.number, folder.entered, work.next_change());
        });
}

Result<void> refuse_more_permissions(MailboxWork& work, FolderNumber folder, PersonRow person)
{
    auto rows = work.connection().query(count_other_permissions, work.row(), folder, person);
    return rows.next().and_then([&](bool) -> Result<void> {
        if (static_cast<std::size_t>(rows.integer(0)) >= limits::folder_permissions_max)
            return fail(Code::quota_exceeded);
        return {};
    });
}

}

Result<MadeFolders> read_folders(Connection& connection, MailboxRow mailbox)
{
    MadeFolders folders;
    auto rows = connection.query(select_folders, mailbox);
    auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
        auto folder = folder_at(row);
        folders.emplace(folder.number, std::move(folder));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return folders;
}

Result<FolderChangesSince> read_folder_changes(
    Connection& connection, MailboxRow mailbox, ChangeNumber since, ChangeNumber head)
{
    auto const folders = read_folders(connection, mailbox);
    if (!folders) return tl::unexpected(folders.error());
    FolderChangesSince changes { .present = {}, .removed = {}, .head = head };
    for (auto const& [number, folder] : *folders)
        if (folder.change > since) changes.present.push_back(folder);
    std::ranges::sort(changes.present, {}, &MadeFolder::change);
    auto rows = connection.query(select_removed_folders, mailbox, as_stored(since));
    auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
        changes.removed.push_back(static_cast<FolderNumber>(row.integer(0)));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return changes;
}

Result<MadeFolder> create_folder(MailboxWork& work, NewFolder const& folder)
{
    auto const folders = read_folders(work.connection(), work.row());
    if (!folders) return tl::unexpected(folders.error());
    MadeFolder made {
        .parent = folder.parent, .folder_class = folder.folder_class, .display_name = folder.display_name
    };
    if (auto const refused = refuse_folder(*folders, made); !refused) return tl::unexpected(refused.error());
    if (folders->size() >= limits::made_folders_max) return fail(Code::quota_exceeded);
    made.number = work.next_folder();
    made.entered = made.change = work.next_change();
    return work.connection()
        .run(insert_folder, work.row(), made.number, made.parent, made.folder_class, made.display_name,
            made.entered, made.change)
        .map([&] { return made; });
}

Result<MadeFolder> update_folder(MailboxWork& work, FolderNumber folder, FolderUpdate const& update)
{
    auto const folders = read_folders(work.connection(), work.row());
    if (!folders) return tl::unexpected(folders.error());
    auto const found = folders->find(folder);
    if (found == folders->end()) return fail(Code::folder_not_found);
    auto changed = found->second;
    changed.parent = update.parent.value_or(changed.parent);
    changed.folder_class = update.folder_class.value_or(changed.folder_class);
    changed.display_name = update.display_name.value_or(changed.display_name);
    if (auto const refused = refuse_folder(*folders, changed); !refused)
        return tl::unexpected(refused.error());
    changed.change = work.next_change();
    return work.connection()
        .run(update_folder_row, work.row(), folder, changed.parent, changed.folder_class,
            changed.display_name, changed.change)
        .map([&] { return changed; });
}

Result<void> remove_folder(MailboxWork& work, FolderNumber folder)
{
    auto const folders = read_folders(work.connection(), work.row());
    if (!folders) return tl::unexpected(folders.error());
    if (!folders->contains(folder)) return fail(Code::folder_not_found);
    for (auto const gone : with_all_below(*folders, folder))
        if (auto const removed = remove_one(work, folders->at(gone)); !removed) return removed;
    return {};
}

Result<std::vector<FolderPermission>> read_permissions(Connection& connection, PersonId const& owner)
{
    std::vector<FolderPermission> all;
    auto rows = connection.query(select_permissions, owner);
    auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
        all.push_back({ static_cast<FolderNumber>(row.integer(0)), row.guid(1),
            static_cast<FolderRole>(row.integer(2)) });
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    std::ranges::sort(all, {}, [](FolderPermission const& permission) {
        return std::pair(permission.folder, base::to_string(permission.person));
    });
    return all;
}

Result<std::optional<FolderRole>> read_role(
    Connection& connection, PersonId const& owner, FolderNumber folder, PersonId const& person)
{
    auto rows = connection.query(select_role, owner, folder, person);
    return rows.next().map([&](bool found) {
        return found ? std::optional(static_cast<FolderRole>(rows.integer(0))) : std::nullopt;
    });
}

Result<void> grant(MailboxWork& work, FolderPermission const& permission)
{
    auto const known = work.knows_folder(permission.folder);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return fail(Code::folder_not_found);
    auto const person = need_person_row(work.connection(), permission.person);
    if (!person) return tl::unexpected(person.error());
    return refuse_more_permissions(work, permission.folder, *person).and_then([&] {
        return work.connection().run(upsert_permission, work.row(), permission.folder, *person,
            static_cast<std::int64_t>(permission.role));
    });
}

Result<void> revoke(MailboxWork& work, FolderNumber folder, PersonId const& person)
{
    return work.connection().run(delete_permission, work.row(), folder, person);
}

}
