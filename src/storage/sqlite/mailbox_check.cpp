#include "storage/sqlite/mailbox_check.hpp"

#include "core/items/item_encoding.hpp"
#include "storage/sqlite/item_rows.hpp"

namespace likeness::storage {

namespace {

// What was counted against what there is.
constexpr Sql select_miscounted_mailboxes { R"(
    SELECT people.guid, mailbox.items, mailbox.bytes, count(item.id), coalesce(sum(item.bytes), 0)
    FROM mailboxes AS mailbox JOIN people ON people.id = mailbox.owner
    LEFT JOIN items AS item ON item.mailbox = mailbox.id GROUP BY mailbox.id
    HAVING mailbox.items <> count(item.id) OR mailbox.bytes <> coalesce(sum(item.bytes), 0))" };
constexpr Sql select_miscounted_folders { R"(
    SELECT people.guid, coalesce(state.folder, counted.folder), coalesce(state.items, 0), coalesce(counted.items, 0),
        coalesce(state.change, 0) < coalesce(counted.change, 0)
    FROM folder_states AS state FULL JOIN
        (SELECT mailbox, folder, count(*) AS items, max(change) AS change FROM items GROUP BY mailbox, folder) AS counted
        ON counted.mailbox = state.mailbox AND counted.folder = state.folder
    JOIN mailboxes AS mailbox ON mailbox.id = coalesce(state.mailbox, counted.mailbox)
    JOIN people ON people.id = mailbox.owner
    WHERE coalesce(state.items, 0) <> coalesce(counted.items, 0)
        OR coalesce(state.change, 0) < coalesce(counted.change, 0))" };
// A number that would be given out again.
constexpr Sql select_numbers_ahead { R"(
    SELECT people.guid FROM mailboxes AS mailbox JOIN people ON people.id = mailbox.owner
    WHERE mailbox.head < max(
            coalesce((SELECT max(change) FROM folder_states WHERE folder_states.mailbox = mailbox.id), 0),
            coalesce((SELECT max(change) FROM folders WHERE folders.mailbox = mailbox.id), 0),
            coalesce((SELECT max(change) FROM removed_folders WHERE removed_folders.mailbox = mailbox.id), 0),
            coalesce((SELECT max(change) FROM removed_items WHERE removed_items.mailbox = mailbox.id), 0))
        OR mailbox.last_item < coalesce(
            (SELECT max(id & 0xFFFFFFFF) FROM items WHERE items.mailbox = mailbox.id), 0)
        OR mailbox.last_folder < coalesce(
            (SELECT max(number) FROM folders WHERE folders.mailbox = mailbox.id), 0))" };
constexpr Sql select_folders_nowhere {
    R"(
    SELECT people.guid, child.number FROM folders AS child JOIN mailboxes AS mailbox ON mailbox.id = child.mailbox
    JOIN people ON people.id = mailbox.owner
    WHERE child.parent >= 1000 AND NOT EXISTS
        (SELECT 1 FROM folders AS above WHERE above.mailbox = child.mailbox AND above.number = child.parent))"
};
constexpr Sql select_items { "SELECT " ITEM_COLUMNS R"(, people.guid, item.mailbox, item.last_attachment,
        (SELECT coalesce(sum(size), 0) FROM attachments WHERE attachments.item = item.id),
        (SELECT count(*) FROM attachments WHERE attachments.item = item.id),
        (SELECT count(*) FROM attachments WHERE attachments.item = item.id AND is_contact_photo = 1),
        (SELECT coalesce(max(number), 0) FROM attachments WHERE attachments.item = item.id),
        item.folder < 1000 OR EXISTS
            (SELECT 1 FROM folders WHERE folders.mailbox = item.mailbox AND folders.number = item.folder)
    FROM items AS item JOIN mailboxes AS mailbox ON mailbox.id = item.mailbox
    JOIN people ON people.id = mailbox.owner)" };
constexpr Sql select_broken_attachments { R"(
    SELECT people.guid, item.id, attachment.number, attachment.size, length(content.bytes)
    FROM attachments AS attachment JOIN items AS item ON item.id = attachment.item
    JOIN mailboxes AS mailbox ON mailbox.id = item.mailbox JOIN people ON people.id = mailbox.owner
    LEFT JOIN attachment_bytes AS content ON content.attachment = attachment.id
    WHERE attachment.size IS NOT length(content.bytes))" };

class MailboxCheck {
public:
    MailboxCheck(Connection& reader, std::function<void(std::string)> const& problem)
        : reader_(reader)
        , problem_(problem)
    {
    }

    void run()
    {
        look_at_counters();
        look_at_folders();
        look_at(select_items, [&](Rows const& row) { look_at_item(row); });
        look_at(select_broken_attachments, [&](Rows const& row) {
            problem_(item_of(row.guid(0), row.integer(1)) + ": attachment " + std::to_string(row.integer(2))
                + (row.is_null(4) ? " has lost its bytes"
                                  : " has " + std::to_string(row.integer(4)) + " bytes; "
                            + std::to_string(row.integer(3)) + " were written"));
        });
    }

private:
    template <class Look> void look_at(Sql const& sql, Look&& look)
    {
        auto rows = reader_.query(sql);
        auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
            look(row);
            return {};
        });
        if (!read) problem_(for_operator(read.error()));
    }

    static std::string mailbox_of(PersonId const& owner) { return "mailbox of " + base::to_string(owner); }
    static std::string item_of(PersonId const& owner, ItemRow row)
    {
        return mailbox_of(owner) + ", item " + std::to_string(number_of(row));
    }

    void look_at_counters()
    {
        look_at(select_miscounted_mailboxes, [&](Rows const& row) {
            problem_(mailbox_of(row.guid(0)) + " is said to have " + std::to_string(row.integer(1))
                + " items of " + std::to_string(row.integer(2)) + " bytes; it has "
                + std::to_string(row.integer(3)) + " of " + std::to_string(row.integer(4)));
        });
        look_at(select_numbers_ahead,
            [&](Rows const& row) { problem_(mailbox_of(row.guid(0)) + " would give out a number again"); });
    }

    void look_at_folders()
    {
        look_at(select_miscounted_folders, [&](Rows const& row) {
            auto const name = mailbox_of(row.guid(0)) + ", folder " + std::to_string(row.integer(1));
            if (row.integer(2) != row.integer(3))
                problem_(name + " is said to have " + std::to_string(row.integer(2)) + " items; it has "
                    + std::to_string(row.integer(3)));
            if (row.integer(4) != 0) problem_(name + ": its last change is older than an item's");
        });
        look_at(select_folders_nowhere, [&](Rows const& row) {
            problem_(
                mailbox_of(row.guid(0)) + ", folder " + std::to_string(row.integer(1)) + " lies nowhere");
        });
    }

    // Behind the item's own columns: owner, mailbox, last attachment; of its attachments bytes, count, pictures and the
    // greatest number; whether its folder is there.
    void look_at_item(Rows const& row)
    {
        constexpr int first = item_content_column + 1;
        auto const item = item_head_at(row);
        auto const name = item_of(row.guid(first), row.integer(0));
        if (item_row(row.integer(first + 1), item.number) != row.integer(0))
            problem_(name + " lies in another mailbox");
        if (!decode_item(row.text(item_content_column))) problem_(name + " cannot be read");
        auto const content_bytes = static_cast<std::int64_t>(row.bytes(item_content_column).size());
        if (row.integer(7) != content_bytes + row.integer(first + 3))
            problem_(name + " is said to have " + std::to_string(row.integer(7)) + " bytes; it has "
                + std::to_string(content_bytes + row.integer(first + 3)));
        if (item.has_attachments != (row.integer(first + 4) > 0)
            || item.has_picture != (row.integer(first + 5) > 0) || row.integer(first + 5) > 1)
            problem_(name + " says something else of its attachments than there is");
        if (row.integer(first + 2) < row.integer(first + 6))
            problem_(name + " would give out an attachment's number again");
        if (row.integer(first + 7) == 0) problem_(name + " lies in no folder");
    }

    Connection& reader_;
    std::function<void(std::string)> const& problem_;
};

}

void check_mailboxes(Connection& reader, std::function<void(std::string)> const& problem)
{
    MailboxCheck(reader, problem).run();
}

}
