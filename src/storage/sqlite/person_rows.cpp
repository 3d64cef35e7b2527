#include "storage/sqlite/person_rows.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

constexpr Sql select_row_by_id { "SELECT id FROM people WHERE guid = ?1" };
constexpr Sql select_row_by_primary { "SELECT person FROM addresses WHERE folded = ?1 AND position = 0" };
constexpr Sql select_owner { R"(
    SELECT asked.person, first.text FROM addresses AS asked
    JOIN addresses AS first ON first.person = asked.person AND first.position = 0
    WHERE asked.folded = ?1)" };

constexpr Sql insert_fields { R"(
    INSERT INTO people (guid, display_name, given_name, surname, alias, company, department, title, office,
        phone, hidden)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))" };
constexpr Sql update_fields { R"(
    UPDATE people SET display_name = ?2, given_name = ?3, surname = ?4, alias = ?5, company = ?6,
        department = ?7, title = ?8, office = ?9, phone = ?10, hidden = ?11
    WHERE id = ?1)" };

constexpr Sql delete_addresses { "DELETE FROM addresses WHERE person = ?1" };
// An address that is given twice is kept once, at its first place.
constexpr Sql insert_address { R"(
    INSERT INTO addresses (folded, person, position, text) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (folded) DO NOTHING)" };

constexpr Sql count_address { R"(
    INSERT INTO domains (folded, addresses) VALUES (?1, 1)
    ON CONFLICT (folded) DO UPDATE SET addresses = addresses + 1)" };
// The domain is what follows the last @; see the migration that makes the table.
constexpr Sql uncount_addresses { R"(
    UPDATE domains SET addresses = domains.addresses - leaving.addresses
    FROM (SELECT substr(folded, length(rtrim(folded, replace(folded, '@', ''))) + 1) AS domain,
            count(*) AS addresses FROM addresses WHERE person = ?1 GROUP BY 1) AS leaving
    WHERE folded = leaving.domain)" };

constexpr Sql delete_person { "DELETE FROM people WHERE id = ?1" };

constexpr Sql upsert_thumbnail { R"(
    INSERT INTO thumbnails (person, content_type, etag, changed_at, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (person) DO UPDATE SET content_type = excluded.content_type, etag = excluded.etag,
        changed_at = excluded.changed_at, bytes = excluded.bytes)" };
constexpr Sql delete_thumbnail { "DELETE FROM thumbnails WHERE person = ?1" };

Result<std::optional<PersonRow>> first_row_of(Rows rows)
{
    return rows.next().map([&](bool found) { return found ? std::optional(rows.integer(0)) : std::nullopt; });
}

// `key` is the guid of a new row, or the number of one that is there.
template <class Key>
Result<void> write_fields(Connection& connection, Sql const& sql, Key const& key, Person const& person)
{
    std::int64_t const hidden = person.visibility == Visibility::hidden ? 1 : 0;
    return connection.run(sql, key, person.display_name, person.given_name, person.surname, person.alias,
        person.company, person.department, person.title, person.office, person.phone, hidden);
}

Result<void> insert_addresses(
    Connection& connection, PersonRow row, std::vector<EmailAddress> const& addresses)
{
    std::int64_t position = 0;
    for (auto const& address : addresses) {
        auto done = connection.run(insert_address, address.folded(), row, position++, address.text());
        if (done && connection.rows_changed() > 0) // Not where it was given before.
            done = connection.run(count_address, address.folded_domain());
        if (!done) return done;
    }
    return {};
}

Result<void> refuse_unless_free(
    Connection& connection, std::optional<PersonRow> self, EmailAddress const& address)
{
    auto rows = connection.query(select_owner, address.folded());
    auto const taken = rows.next();
    if (!taken) return tl::unexpected(taken.error());
    if (!*taken || rows.integer(0) == self) return {};
    return fail(Code::invalid_operation,
        "The address " + address.text() + " belongs to " + std::string(rows.text(1)) + " already.");
}

Result<void> refuse_unless_all_free(
    Connection& connection, std::optional<PersonRow> self, std::vector<EmailAddress> const& addresses)
{
    if (addresses.empty()) return fail(Code::invalid_operation, "A person needs an address.");
    for (auto const& address : addresses) {
        auto const is_free = refuse_unless_free(connection, self, address);
        if (!is_free) return is_free;
    }
    return {};
}

Result<void> refuse_unless_new(Connection& connection, PersonId const& id)
{
    auto const row = find_person_row(connection, id);
    if (!row) return tl::unexpected(row.error());
    if (*row) return fail(Code::invalid_operation, "There is a person with this id already.");
    return {};
}

Result<void> write_rest(Connection& connection, PersonRow row, PersonEntry const& entry)
{
    auto const written = insert_addresses(connection, row, entry.person.addresses);
    if (!written || !entry.thumbnail) return written;
    return put_thumbnail(connection, row, *entry.thumbnail);
}

}

Result<std::optional<PersonRow>> find_person_row(Connection& connection, PersonId const& id)
{
    return first_row_of(connection.query(select_row_by_id, id));
}

Result<PersonRow> need_person_row(Connection& connection, PersonId const& id)
{
    auto const row = find_person_row(connection, id);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return fail(Code::non_existent_mailbox, "There is no such person.", base::to_string(id));
    return **row;
}

Result<std::optional<PersonRow>> find_row_by_primary(Connection& connection, EmailAddress const& primary)
{
    return first_row_of(connection.query(select_row_by_primary, primary.folded()));
}

Result<void> insert_person(Connection& connection, PersonEntry const& entry)
{
    return refuse_unless_new(connection, entry.person.id)
        .and_then([&] { return refuse_unless_all_free(connection, std::nullopt, entry.person.addresses); })
        .and_then([&] { return write_fields(connection, insert_fields, entry.person.id, entry.person); })
        .and_then([&] { return write_rest(connection, connection.last_row_id(), entry); });
}

Result<void> rewrite_person(Connection& connection, PersonRow row, PersonEntry const& entry)
{
    return refuse_unless_all_free(connection, row, entry.person.addresses)
        .and_then([&] { return write_fields(connection, update_fields, row, entry.person); })
        .and_then([&] { return connection.run(uncount_addresses, row); })
        .and_then([&] { return connection.run(delete_addresses, row); })
        .and_then([&] { return write_rest(connection, row, entry); });
}

Result<void> delete_person_row(Connection& connection, PersonRow row)
{
    return connection.run(uncount_addresses, row).and_then([&] {
        return connection.run(delete_person, row);
    });
}

Result<void> put_thumbnail(Connection& connection, PersonRow row, Photo const& thumbnail)
{
    return connection.run(upsert_thumbnail, row, thumbnail.content_type, thumbnail.etag, thumbnail.changed_at,
        base::ByteView(thumbnail.bytes));
}

Result<void> drop_thumbnail(Connection& connection, PersonRow row)
{
    return connection.run(delete_thumbnail, row);
}

Photo photo_at(Rows const& rows, int column)
{
    return { .content_type = std::string(rows.text(column)),
        .etag = std::string(rows.text(column + 1)),
        .changed_at = rows.time(column + 2),
        .bytes = base::copy_of(rows.bytes(column + 3)) };
}

}
