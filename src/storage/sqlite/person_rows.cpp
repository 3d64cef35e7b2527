#include "storage/sqlite/person_rows.hpp"

#include "base/utf8.hpp"
#include "core/recipient_kind.hpp"
#include "storage/sqlite/person_links.hpp"

#include <tuple>

namespace likeness::storage {

namespace {

constexpr Sql select_row_by_id { "SELECT id FROM people WHERE guid = ?1" };
constexpr Sql select_row_by_primary { "SELECT person FROM addresses WHERE folded = ?1 AND position = 0" };
constexpr Sql select_source { R"(
    SELECT person.source, first.text FROM people AS person
    JOIN addresses AS first ON first.person = person.id AND first.position = 0
    WHERE person.id = ?1 AND person.source <> '')" };
constexpr Sql select_owner { R"(
    SELECT asked.person, first.text FROM addresses AS asked
    JOIN addresses AS first ON first.person = asked.person AND first.position = 0
    WHERE asked.folded = ?1)" };

// The columns that write_fields binds behind the key, each with the number of its parameter from 2 on.
template <class Write> std::string for_each_column(Write&& write)
{
    std::string text;
    int parameter = 2;
    for (auto const column : { "kind", "source", "hidden" }) write(text, column, parameter++);
    for (auto const& field : person_fields) write(text, column_of(field), parameter++);
    return text;
}

std::string make_insert_fields()
{
    auto const columns = for_each_column(
        [](std::string& text, std::string_view column, int) { text.append(", ").append(column); });
    auto const values = for_each_column([](std::string& text, std::string_view, int parameter) {
        text.append(", ?").append(std::to_string(parameter));
    });
    return "INSERT INTO people (guid" + columns + ") VALUES (?1" + values + ")";
}

std::string make_update_fields()
{
    auto const settings = for_each_column([](std::string& text, std::string_view column, int parameter) {
        text.append(text.empty() ? "" : ", ").append(column).append(" = ?").append(std::to_string(parameter));
    });
    return "UPDATE people SET " + settings + " WHERE id = ?1";
}

ComposedSql const insert_fields(make_insert_fields());
ComposedSql const update_fields(make_update_fields());

constexpr Sql delete_address { "DELETE FROM addresses WHERE folded = ?1" };
constexpr Sql delete_addresses { "DELETE FROM addresses WHERE person = ?1" };
// An address that is given twice is kept once, at its first place.
constexpr Sql insert_address { R"(
    INSERT INTO addresses (folded, person, position, text) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (folded) DO NOTHING)" };

constexpr Sql count_address { R"(
    INSERT INTO domains (folded, addresses) VALUES (?1, 1)
    ON CONFLICT (folded) DO UPDATE SET addresses = addresses + 1)" };
constexpr Sql uncount_address { "UPDATE domains SET addresses = addresses - 1 WHERE folded = ?1" };
// The domain is what follows the last @; see the migration that makes the table.
constexpr Sql uncount_addresses { R"(
    UPDATE domains SET addresses = domains.addresses - leaving.addresses
    FROM (SELECT substr(folded, length(rtrim(folded, replace(folded, '@', ''))) + 1) AS domain,
            count(*) AS addresses FROM addresses WHERE person = ?1 GROUP BY 1) AS leaving
    WHERE folded = leaving.domain)" };

constexpr Sql delete_proxies { "DELETE FROM proxies WHERE person = ?1" };
constexpr Sql insert_proxy { "INSERT INTO proxies (person, position, folded, text) VALUES (?1, ?2, ?3, ?4)" };

constexpr Sql delete_person { "DELETE FROM people WHERE id = ?1" };

constexpr Sql upsert_thumbnail { R"(
    INSERT INTO thumbnails (person, content_type, etag, changed_at, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (person) DO UPDATE SET content_type = excluded.content_type, etag = excluded.etag,
        changed_at = excluded.changed_at, bytes = excluded.bytes)" };
constexpr Sql select_thumbnail_tag { "SELECT etag FROM thumbnails WHERE person = ?1" };
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
    return std::apply(
        [&](auto const&... field) {
            return connection.run(
                sql, key, name_of(person.kind), person.source, hidden, (person.*field.member)...);
        },
        person_fields);
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

Result<void> insert_proxies(Connection& connection, PersonRow row, std::vector<std::string> const& proxies)
{
    std::int64_t position = 0;
    for (auto const& proxy : proxies) {
        auto const done = connection.run(insert_proxy, row, position++, base::fold_case(proxy), proxy);
        if (!done) return done;
    }
    return {};
}

Result<void> refuse_unless_free(
    Connection& connection, std::optional<PersonRow> self, EmailAddress const& address)
{
    return find_other_owner(connection, self, address).and_then([&](std::optional<std::string> const& owner) {
        return owner ? Result<void>(tl::unexpected(address_is_taken(address, *owner))) : Result<void>();
    });
}

Result<void> refuse_unless_all_free(
    Connection& connection, std::optional<PersonRow> self, std::vector<EmailAddress> const& addresses)
{
    if (addresses.empty()) return tl::unexpected(no_address());
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
    return insert_addresses(connection, row, entry.person.addresses)
        .and_then([&] { return insert_proxies(connection, row, entry.person.other_proxies); })
        .and_then([&] {
            return entry.thumbnail ? put_thumbnail(connection, row, *entry.thumbnail) : Result<void>();
        })
        .and_then([&] { return entry.links ? put_links(connection, row, *entry.links) : Result<void>(); });
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

Result<void> refuse_if_mirrored(Connection& connection, PersonRow row)
{
    auto rows = connection.query(select_source, row);
    auto const is_mirrored = rows.next();
    if (!is_mirrored) return tl::unexpected(is_mirrored.error());
    if (!*is_mirrored) return {};
    return fail(Code::invalid_operation,
        std::string(rows.text(1)) + " comes from the directory " + std::string(rows.text(0))
            + " and is changed there.");
}

Result<bool> is_mirrored(Connection& connection, PersonRow row)
{
    auto rows = connection.query(select_source, row);
    return rows.next();
}

Error address_is_taken(EmailAddress const& address, std::string const& owner)
{
    return { Code::invalid_operation, "The address " + address.text() + " belongs to " + owner + " already.",
        {} };
}

Error no_address()
{
    return { Code::invalid_operation, "A person needs an address.", {} };
}

Result<void> release_address(Connection& connection, EmailAddress const& address)
{
    return connection.run(delete_address, address.folded()).and_then([&] {
        return connection.rows_changed() > 0 ? connection.run(uncount_address, address.folded_domain())
                                             : Result<void>();
    });
}

Result<std::optional<std::string>> find_other_owner(
    Connection& connection, std::optional<PersonRow> self, EmailAddress const& address)
{
    auto rows = connection.query(select_owner, address.folded());
    auto const taken = rows.next();
    if (!taken) return tl::unexpected(taken.error());
    if (!*taken || rows.integer(0) == self) return std::nullopt;
    return std::string(rows.text(1));
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
        .and_then([&] { return connection.run(delete_proxies, row); })
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

Result<bool> has_thumbnail(Connection& connection, PersonRow row, std::optional<Photo> const& thumbnail)
{
    auto rows = connection.query(select_thumbnail_tag, row);
    return rows.next().map([&](bool found) {
        return found ? thumbnail && rows.text(0) == thumbnail->etag : !thumbnail.has_value();
    });
}

Photo photo_at(Rows const& rows, int column)
{
    return { .content_type = std::string(rows.text(column)),
        .etag = std::string(rows.text(column + 1)),
        .changed_at = rows.time(column + 2),
        .bytes = base::copy_of(rows.bytes(column + 3)) };
}

}
