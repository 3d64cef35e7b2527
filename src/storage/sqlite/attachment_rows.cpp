#include "storage/sqlite/attachment_rows.hpp"

#include "storage/sqlite/item_rows.hpp"

namespace likeness::storage {

namespace {

#define DESCRIPTION                                                                                          \
    "attachment.number, attachment.name, attachment.content_type, attachment.content_id,"                    \
    " attachment.content_location, attachment.size, attachment.modified_at, attachment.is_inline,"           \
    " attachment.is_contact_photo"

// The numbers grow in the order in which they came.
constexpr Sql select_descriptions { "SELECT " DESCRIPTION
                                    " FROM attachments AS attachment WHERE item = ?1 ORDER BY number" };
// A row without an attachment is an item that has no such one.
constexpr Sql select_attachment { "SELECT " DESCRIPTION R"(, content.bytes
    FROM people JOIN mailboxes AS mailbox ON mailbox.owner = people.id
    JOIN items AS item ON item.id = (mailbox.id << 32) + ?2
    LEFT JOIN attachments AS attachment ON attachment.item = item.id AND attachment.number = ?3
    LEFT JOIN attachment_bytes AS content ON content.attachment = attachment.id
    WHERE people.guid = ?1)" };
constexpr Sql insert_description { R"(
    INSERT INTO attachments (item, number, name, content_type, content_id, content_location, size, modified_at,
        is_inline, is_contact_photo)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))" };
constexpr Sql insert_bytes { "INSERT INTO attachment_bytes (attachment, bytes) VALUES (?1, ?2)" };
constexpr Sql delete_one { "DELETE FROM attachments WHERE item = ?1 AND number = ?2" };
constexpr Sql delete_photo { "DELETE FROM attachments WHERE item = ?1 AND is_contact_photo = 1" };
constexpr Sql copy_descriptions { R"(
    INSERT INTO attachments (item, number, name, content_type, content_id, content_location, size, modified_at,
        is_inline, is_contact_photo)
    SELECT ?2, number, name, content_type, content_id, content_location, size, modified_at, is_inline,
        is_contact_photo FROM attachments WHERE item = ?1 ORDER BY number)" };
constexpr Sql copy_bytes { R"(
    INSERT INTO attachment_bytes (attachment, bytes)
    SELECT copy.id, content.bytes FROM attachments AS original
    JOIN attachments AS copy ON copy.item = ?2 AND copy.number = original.number
    JOIN attachment_bytes AS content ON content.attachment = original.id WHERE original.item = ?1)" };

AttachmentDescription description_at(Rows const& rows)
{
    return { .number = static_cast<AttachmentNumber>(rows.integer(0)),
        .name = std::string(rows.text(1)),
        .content_type = std::string(rows.text(2)),
        .content_id = std::string(rows.text(3)),
        .content_location = std::string(rows.text(4)),
        .bytes = static_cast<std::uint64_t>(rows.integer(5)),
        .modified_at = rows.time(6),
        .is_inline = rows.integer(7) != 0,
        .is_contact_photo = rows.integer(8) != 0 };
}

}

Result<std::vector<AttachmentDescription>> read_attachments(Connection& connection, ItemRow item)
{
    std::vector<AttachmentDescription> all;
    auto rows = connection.query(select_descriptions, item);
    auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
        all.push_back(description_at(row));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return all;
}

Result<void> insert_attachment(Connection& connection, ItemRow item, AttachmentNumber number,
    NewAttachment const& attachment, base::Seconds at)
{
    auto const& told = attachment.description;
    return connection
        .run(insert_description, item, number, told.name, told.content_type, told.content_id,
            told.content_location, attachment.bytes.size(), at, told.is_inline ? 1 : 0,
            told.is_contact_photo ? 1 : 0)
        .and_then([&] {
            return connection.run(insert_bytes, connection.last_row_id(), base::ByteView(attachment.bytes));
        });
}

Result<bool> delete_attachment(Connection& connection, ItemRow item, AttachmentNumber number)
{
    return connection.run(delete_one, item, number).map([&] { return connection.rows_changed() > 0; });
}

Result<void> delete_contact_photo(Connection& connection, ItemRow item)
{
    return connection.run(delete_photo, item);
}

Result<void> copy_attachments(Connection& connection, ItemRow from, ItemRow to)
{
    return connection.run(copy_descriptions, from, to).and_then([&] {
        return connection.run(copy_bytes, from, to);
    });
}

Result<std::optional<Attachment>> read_attachment(
    Connection& connection, PersonId const& owner, ItemNumber item, AttachmentNumber number)
{
    if (item > item_number_max) return fail(Code::item_not_found);
    auto rows = connection.query(select_attachment, owner, item, number);
    return rows.next().and_then([&](bool found) -> Result<std::optional<Attachment>> {
        if (!found) return fail(Code::item_not_found);
        if (rows.is_null(0)) return std::nullopt;
        if (rows.is_null(9))
            return fail(Code::internal_server_error, "An attachment in the store cannot be read.",
                "an attachment without bytes");
        auto const bytes = rows.bytes(9);
        return Attachment { description_at(rows), base::Bytes(bytes.begin(), bytes.end()) };
    });
}

}
