#include "storage/sqlite/people_tables.hpp"

#include "base/utf8.hpp"
#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/name_scan.hpp"
#include "storage/sqlite/person_links.hpp"
#include "storage/sqlite/person_rows.hpp"

namespace likeness::storage {

namespace {

ComposedSql const select_by_address(select_person(R"(
    FROM addresses AS asked JOIN people AS person ON person.id = asked.person WHERE asked.folded = ?1)"));

// CROSS JOIN keeps the loops in this order, which is that of the answer: nothing is sorted.
ComposedSql const select_after_primary(select_person(R"(
    FROM addresses AS first CROSS JOIN people AS person ON person.id = first.person
    WHERE first.folded > ?1 AND first.position = 0 ORDER BY first.folded LIMIT ?2)"));

// Texts that begin with ?1 are those from it on and before ?2: an index has them together.
constexpr Sql select_by_address_range { R"(
    SELECT person.id FROM addresses AS address CROSS JOIN people AS person ON person.id = address.person
    WHERE address.folded >= ?1 AND address.folded < ?2 AND person.hidden = 0)" };
constexpr Sql select_by_proxy_range { R"(
    SELECT person.id FROM proxies AS proxy CROSS JOIN people AS person ON person.id = proxy.person
    WHERE proxy.folded >= ?1 AND proxy.folded < ?2 AND person.hidden = 0)" };

constexpr Sql select_domain { "SELECT 1 FROM domains WHERE folded = ?1 AND addresses > 0" };

constexpr Sql select_thumbnail { R"(
    SELECT thumbnail.content_type, thumbnail.etag, thumbnail.changed_at, thumbnail.bytes
    FROM people JOIN thumbnails AS thumbnail ON thumbnail.person = people.id WHERE people.guid = ?1)" };

constexpr Sql count_people { "SELECT count(*) FROM people" };

struct TextRange {
    std::string from;
    std::string end; // The first text behind it.
};

TextRange range_of(std::string_view text, ProxyMatch match)
{
    // SQLite compares bytes, and a text that another one begins with comes right before it.
    if (match == ProxyMatch::whole) return { std::string(text), std::string(text) + '\0' };
    std::string end(text);
    while (!end.empty() && end.back() == '\xFF') end.pop_back();
    if (end.empty()) return { std::string(text), "\xFF\xFF" }; // Behind whatever is UTF-8.
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return { std::string(text), std::move(end) };
}

Result<std::vector<Person>> find_by_folded_proxy(
    Connection& connection, std::string_view folded, ProxyMatch match, std::size_t most)
{
    constexpr std::string_view mail = "smtp:";
    bool const is_mail = folded.starts_with(mail);
    auto const range = range_of(is_mail ? folded.substr(mail.size()) : folded, match);
    return read_distinct_rows(
        connection.query(is_mail ? select_by_address_range : select_by_proxy_range, range.from, range.end),
        most)
        .and_then([&](std::vector<PersonRow> const& rows) { return find_people(connection, rows); });
}

Result<void> refuse_unless_local(Person const& person)
{
    if (person.source.empty()) return {};
    return fail(
        Code::invalid_operation, "People of the directory " + person.source + " are added there alone.");
}

Result<void> insert_local(Connection& connection, PersonEntry const& entry)
{
    return refuse_unless_local(entry.person).and_then([&] { return insert_person(connection, entry); });
}

Result<void> rewrite_local(Connection& connection, PersonRow row, PersonEntry const& entry)
{
    return refuse_if_mirrored(connection, row)
        .and_then([&] { return refuse_unless_local(entry.person); })
        .and_then([&] { return rewrite_person(connection, row, entry); });
}

// As import does it: whose primary address is known is that person, whatever id the entry has.
Result<void> insert_or_rewrite(Connection& connection, PersonEntry const& entry)
{
    if (entry.person.addresses.empty()) return insert_local(connection, entry); // Which refuses it.
    auto const row = find_row_by_primary(connection, entry.person.primary_address());
    if (!row) return tl::unexpected(row.error());
    return *row ? rewrite_local(connection, **row, entry) : insert_local(connection, entry);
}

Result<std::vector<Rejected>> import_all(Connection& connection, std::span<PersonEntry const> people)
{
    std::vector<Rejected> rejected;
    for (std::size_t index = 0; index < people.size(); ++index) {
        auto const stored = insert_or_rewrite(connection, people[index]);
        // A refusal comes before the entry's first row is written, so there is nothing to undo.
        if (!stored && stored.error().code == Code::invalid_operation)
            rejected.push_back({ index, stored.error() });
        else if (!stored)
            return tl::unexpected(stored.error());
    }
    if (rejected.size() == people.size()) return rejected;
    return record_change(connection, ChangeKind::people).map([&] { return std::move(rejected); });
}

}

Result<std::optional<Person>> SqliteDirectory::find(EmailAddress const& address)
{
    return database_.read([&](Connection& connection) {
        return read_person(connection.query(select_by_address, address.folded()));
    });
}

Result<std::optional<Person>> SqliteDirectory::find(PersonId person)
{
    return database_.read([&](Connection& connection) { return find_person(connection, person); });
}

Result<bool> SqliteDirectory::serves_domain(std::string_view folded_domain)
{
    return database_.read([&](Connection& connection) {
        auto rows = connection.query(select_domain, folded_domain);
        return rows.next();
    });
}

Result<std::optional<Photo>> SqliteDirectory::find_thumbnail(PersonId person)
{
    return database_.read([&](Connection& connection) {
        auto rows = connection.query(select_thumbnail, person);
        return rows.next().map(
            [&](bool found) { return found ? std::optional(photo_at(rows, 0)) : std::nullopt; });
    });
}

Result<std::vector<Person>> SqliteDirectory::find_all(std::span<PersonId const> people)
{
    return database_.read([&](Connection& connection) -> Result<std::vector<Person>> {
        std::vector<Person> found;
        for (auto const& id : people) {
            auto person = find_person(connection, id);
            if (!person) return tl::unexpected(person.error());
            if (*person) found.push_back(std::move(**person));
        }
        return found;
    });
}

// A row's number may be another person's a moment later: from the number to the person it is one transaction.
Result<std::vector<Person>> SqliteDirectory::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    return database_.read([&](Connection& connection) {
        return in_transaction(connection, begin_reading, [&](Connection& reader) {
            return find_by_folded_proxy(reader, base::fold_case(prefix), match, most);
        });
    });
}

Result<std::vector<Person>> SqliteDirectory::find_related(
    PersonId person, Relation relation, std::size_t most)
{
    return database_.read([&](Connection& connection) {
        return in_transaction(connection, begin_reading, [&](Connection& reader) {
            return find_related_rows(reader, person, relation, most)
                .and_then([&](std::vector<PersonRow> const& rows) { return find_people(reader, rows); });
        });
    });
}

Result<PersonLinks> SqliteDirectory::links(PersonId person)
{
    return database_.read([&](Connection& connection) {
        return in_transaction(
            connection, begin_reading, [&](Connection& reader) { return read_links(reader, person); });
    });
}

Result<void> SqliteDirectory::add(PersonEntry const& entry)
{
    return database_.write([&](Connection& connection) {
        return insert_local(connection, entry).and_then([&] {
            return record_change(connection, ChangeKind::people, entry.person.id);
        });
    });
}

Result<std::vector<Rejected>> SqliteDirectory::import(std::span<PersonEntry const> people)
{
    if (people.size() > import_batch_max)
        return fail(Code::invalid_request, "Too many people are imported at once.");
    return database_.write([&](Connection& connection) { return import_all(connection, people); });
}

Result<void> SqliteDirectory::update(PersonEntry const& entry)
{
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, entry.person.id)
            .and_then([&](PersonRow row) { return rewrite_local(connection, row, entry); })
            .and_then([&] { return record_change(connection, ChangeKind::people, entry.person.id); });
    });
}

Result<void> SqliteDirectory::remove(PersonId person)
{
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, person)
            .and_then([&](PersonRow row) {
                return refuse_if_mirrored(connection, row).and_then([&] {
                    return delete_person_row(connection, row);
                });
            })
            .and_then([&] { return record_change(connection, ChangeKind::people, person); });
    });
}

Result<void> SqliteDirectory::for_each(std::function<bool(Person const&)> const& visit)
{
    // In chunks, so that no snapshot is held while `visit` takes its time: a reader that stays keeps the
    // write-ahead log from being reused.
    constexpr std::int64_t chunk = 512;
    std::string last_primary;
    for (;;) {
        auto const people = database_.read([&](Connection& connection) {
            return read_people(connection.query(select_after_primary, last_primary, chunk));
        });
        if (!people) return tl::unexpected(people.error());
        for (auto const& person : *people)
            if (!visit(person)) return {};
        if (std::ssize(*people) < chunk) return {};
        last_primary = people->back().primary_address().folded();
    }
}

Result<void> SqliteDirectory::for_each_name(std::function<bool(NameEntry const&)> const& visit)
{
    NameScan scan;
    for (;;) {
        auto const any = database_.read([&](Connection& connection) { return scan.read_next(connection); });
        if (!any) return tl::unexpected(any.error());
        if (!*any || !scan.visit_all(visit)) return database_.read(NameScan::let_go);
    }
}

Result<std::size_t> SqliteDirectory::count()
{
    return database_.read([](Connection& connection) {
        auto rows = connection.query(count_people);
        return rows.next().map([&](bool) { return static_cast<std::size_t>(rows.integer(0)); });
    });
}

}
