#include "storage/sqlite/people_tables.hpp"

#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/person_rows.hpp"

namespace likeness::storage {

namespace {

// A person is read as one row for each address, the fields repeated, in the order of `address.position`:
// one statement sees one instant. (A macro, since that is how the compiler joins texts.)
#define SELECT_PERSON                                                                                        \
    "SELECT person.guid, person.display_name, person.given_name, person.surname, person.alias,"              \
    " person.company, person.department, person.title, person.office, person.phone, person.hidden,"          \
    " address.text "

constexpr Sql select_by_address { SELECT_PERSON R"(
    FROM addresses AS asked
    JOIN people AS person ON person.id = asked.person
    JOIN addresses AS address ON address.person = person.id
    WHERE asked.folded = ?1 ORDER BY address.position)" };

constexpr Sql select_by_id { SELECT_PERSON R"(
    FROM people AS person
    JOIN addresses AS address ON address.person = person.id
    WHERE person.guid = ?1 ORDER BY address.position)" };

// CROSS JOIN keeps the loops in this order, which is that of the answer: nothing is sorted.
constexpr Sql select_after_primary { SELECT_PERSON R"(
    FROM addresses AS first
    CROSS JOIN people AS person ON person.id = first.person
    CROSS JOIN addresses AS address ON address.person = person.id
    WHERE first.folded > ?1 AND first.position = 0 ORDER BY first.folded, address.position)" };

constexpr Sql select_domain { "SELECT 1 FROM domains WHERE folded = ?1 AND addresses > 0" };

constexpr Sql select_thumbnail { R"(
    SELECT thumbnail.content_type, thumbnail.etag, thumbnail.changed_at, thumbnail.bytes
    FROM people JOIN thumbnails AS thumbnail ON thumbnail.person = people.id WHERE people.guid = ?1)" };

constexpr Sql count_people { "SELECT count(*) FROM people" };

constexpr int address_column = 11;

Person fields_at(Rows const& rows)
{
    auto const text = [&](int column) { return std::string(rows.text(column)); };
    return { .id = rows.guid(0),
        .addresses = {},
        .display_name = text(1),
        .given_name = text(2),
        .surname = text(3),
        .alias = text(4),
        .company = text(5),
        .department = text(6),
        .title = text(7),
        .office = text(8),
        .phone = text(9),
        .visibility = rows.integer(10) != 0 ? Visibility::hidden : Visibility::visible };
}

Result<void> take_address(Rows const& rows, Person& person)
{
    auto address = EmailAddress::parse(rows.text(address_column));
    if (!address)
        return fail(Code::internal_server_transient_error, "The store cannot be read.",
            "an address is none: " + address.error().detail);
    person.addresses.push_back(std::move(*address));
    return {};
}

// Reads up to `most` people; rows of one person stand together.
Result<std::vector<Person>> read_people(Rows rows, std::size_t most)
{
    std::vector<Person> people;
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return people;
        bool const is_next_person = people.empty() || people.back().id != rows.guid(0);
        if (is_next_person && people.size() == most) return people;
        if (is_next_person) people.push_back(fields_at(rows));
        auto const taken = take_address(rows, people.back());
        if (!taken) return tl::unexpected(taken.error());
    }
}

Result<std::optional<Person>> read_person(Rows rows)
{
    return read_people(std::move(rows), 1).map([](std::vector<Person>&& people) {
        return people.empty() ? std::nullopt : std::optional(std::move(people.front()));
    });
}

// As import does it: whose primary address is known is that person, whatever id the entry has.
Result<void> insert_or_rewrite(Connection& connection, PersonEntry const& entry)
{
    if (entry.person.addresses.empty()) return insert_person(connection, entry); // Which refuses it.
    auto const row = find_row_by_primary(connection, entry.person.primary_address());
    if (!row) return tl::unexpected(row.error());
    return *row ? rewrite_person(connection, **row, entry) : insert_person(connection, entry);
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
    return database_.read(
        [&](Connection& connection) { return read_person(connection.query(select_by_id, person)); });
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

Result<void> SqliteDirectory::add(PersonEntry const& entry)
{
    return database_.write([&](Connection& connection) {
        return insert_person(connection, entry).and_then([&] {
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
            .and_then([&](PersonRow row) { return rewrite_person(connection, row, entry); })
            .and_then([&] { return record_change(connection, ChangeKind::people, entry.person.id); });
    });
}

Result<void> SqliteDirectory::remove(PersonId person)
{
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, person)
            .and_then([&](PersonRow row) { return delete_person_row(connection, row); })
            .and_then([&] { return record_change(connection, ChangeKind::people, person); });
    });
}

Result<void> SqliteDirectory::for_each(std::function<bool(Person const&)> const& visit)
{
    // In chunks, so that no snapshot is held while `visit` takes its time: a reader that stays keeps the
    // write-ahead log from being reused.
    constexpr std::size_t chunk = 512;
    std::string last_primary;
    for (;;) {
        auto const people = database_.read([&](Connection& connection) {
            return read_people(connection.query(select_after_primary, last_primary), chunk);
        });
        if (!people) return tl::unexpected(people.error());
        for (auto const& person : *people)
            if (!visit(person)) return {};
        if (people->size() < chunk) return {};
        last_primary = people->back().primary_address().folded();
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
