#include "storage/sqlite/person_reading.hpp"

#include "core/recipient_kind.hpp"

#include <charconv>
#include <unordered_set>

namespace likeness::storage {

namespace {

// Addresses and proxy addresses come as one text, each behind its length in bytes and a colon: any text may be in them,
// and the fields are not repeated for each.
#define JOINED(table)                                                                                        \
    "(SELECT group_concat(length(CAST(text AS BLOB)) || ':' || text, '') FROM"                               \
    " (SELECT text FROM " table " AS each WHERE each.person = person.id ORDER BY each.position))"

// The columns of select_person.
enum Column : int {
    guid_column,
    kind_column,
    source_column,
    hidden_column,
    addresses_column,
    proxies_column,
    fields_column
};

ComposedSql const select_by_id(select_person("FROM people AS person WHERE person.guid = ?1"));
ComposedSql const select_by_row(select_person("FROM people AS person WHERE person.id = ?1"));

// Takes the first text off what JOINED has joined.
std::string_view take_text(std::string_view& joined)
{
    std::size_t bytes = 0;
    auto const read = std::from_chars(joined.data(), joined.data() + joined.size(), bytes);
    joined.remove_prefix(static_cast<std::size_t>(read.ptr - joined.data()) + 1);
    auto const text = joined.substr(0, bytes);
    joined.remove_prefix(text.size());
    return text;
}

Result<std::vector<EmailAddress>> addresses_at(Rows const& rows)
{
    std::vector<EmailAddress> addresses;
    for (auto joined = rows.text(addresses_column); !joined.empty();) {
        auto address = EmailAddress::parse(take_text(joined));
        if (!address)
            return fail(Code::internal_server_transient_error, "The store cannot be read.",
                "an address is none: " + address.error().detail);
        addresses.push_back(std::move(*address));
    }
    return addresses;
}

Result<Person> person_at(Rows const& rows)
{
    auto addresses = addresses_at(rows);
    if (!addresses) return tl::unexpected(addresses.error());
    Person person { .id = rows.guid(guid_column),
        .kind = recipient_kind_from(rows.text(kind_column)).value_or(RecipientKind::mailbox),
        .source = std::string(rows.text(source_column)),
        .addresses = std::move(*addresses) };
    for (auto joined = rows.text(proxies_column); !joined.empty();)
        person.other_proxies.emplace_back(take_text(joined));
    int column = fields_column;
    for (auto const& field : person_fields) person.*field.member = rows.text(column++);
    person.visibility = rows.integer(hidden_column) != 0 ? Visibility::hidden : Visibility::visible;
    return person;
}

}

std::string_view column_of(PersonField const& field)
{
    return field.member == &Person::display_name ? "display_name" : field.name;
}

std::string select_person(std::string_view rest)
{
    std::string text = "SELECT person.guid, person.kind, person.source, person.hidden, " JOINED(
        "addresses") ", " JOINED("proxies");
    for (auto const& field : person_fields) text.append(", person.").append(column_of(field));
    return text.append(" ").append(rest);
}

Result<std::vector<Person>> read_people(Rows rows)
{
    std::vector<Person> people;
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return people;
        auto person = person_at(rows);
        if (!person) return tl::unexpected(person.error());
        if (!person->addresses.empty()) people.push_back(std::move(*person));
    }
}

Result<std::optional<Person>> read_person(Rows rows)
{
    return read_people(std::move(rows)).map([](std::vector<Person>&& people) {
        return people.empty() ? std::nullopt : std::optional(std::move(people.front()));
    });
}

Result<std::optional<Person>> find_person(Connection& connection, PersonId const& id)
{
    return read_person(connection.query(select_by_id, id));
}

Result<std::vector<Person>> find_people(Connection& connection, std::span<PersonRow const> rows)
{
    std::vector<Person> people;
    for (auto const row : rows) {
        auto person = read_person(connection.query(select_by_row, row));
        if (!person) return tl::unexpected(person.error());
        if (*person) people.push_back(std::move(**person));
    }
    return people;
}

Result<std::vector<PersonRow>> read_distinct_rows(Rows rows, std::size_t most)
{
    std::vector<PersonRow> found;
    std::unordered_set<PersonRow> seen;
    while (found.size() < most) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) break;
        if (!rows.is_null(0) && seen.insert(rows.integer(0)).second) found.push_back(rows.integer(0));
    }
    return found;
}

}
