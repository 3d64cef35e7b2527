#include "storage/sqlite/person_reading.hpp"

#include "core/recipient_kind.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace likeness::storage {

namespace {

// Addresses and proxy addresses come as one text each, so that the fields are not repeated for every one. They are read
// along the key (person, position), in their order. An address has no line end in it, so one can stand between two; in
// a proxy address anything may be, so each stands behind its length in bytes and a colon.
constexpr auto joined_addresses
    = "(SELECT group_concat(each.text, char(10)) FROM addresses AS each WHERE each.person = person.id)";
constexpr auto joined_proxies
    = "(SELECT group_concat(length(CAST(each.text AS BLOB)) || ':' || each.text, '')"
      " FROM proxies AS each WHERE each.person = person.id)";

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

Result<void> take_addresses(std::string_view joined, std::vector<EmailAddress>& into)
{
    while (!joined.empty()) {
        auto const end = std::min(joined.find('\n'), joined.size());
        auto address = EmailAddress::parse(joined.substr(0, end));
        if (!address)
            return fail(Code::internal_server_transient_error, "The store cannot be read.",
                "an address is none: " + address.error().detail);
        into.push_back(std::move(*address));
        joined.remove_prefix(std::min(end + 1, joined.size()));
    }
    return {};
}

void take_proxies(std::string_view joined, std::vector<std::string>& into)
{
    while (!joined.empty()) {
        std::size_t bytes = 0;
        auto const read = std::from_chars(joined.data(), joined.data() + joined.size(), bytes);
        joined.remove_prefix(static_cast<std::size_t>(read.ptr - joined.data()) + 1);
        into.emplace_back(joined.substr(0, bytes));
        joined.remove_prefix(into.back().size());
    }
}

// Into a person who is nobody yet, in place: moving one costs as much as reading a few columns.
Result<void> take_person(Rows const& rows, Person& person)
{
    person.id = rows.guid(guid_column);
    person.kind = recipient_kind_from(rows.text(kind_column)).value_or(RecipientKind::mailbox);
    person.source = rows.text(source_column);
    person.visibility = rows.integer(hidden_column) != 0 ? Visibility::hidden : Visibility::visible;
    int column = fields_column;
    for (auto const& field : person_fields)
        if (auto const text = rows.text(column++); !text.empty()) person.*field.member = text;
    take_proxies(rows.text(proxies_column), person.other_proxies);
    return take_addresses(rows.text(addresses_column), person.addresses);
}

}

std::string_view column_of(PersonField const& field)
{
    return field.member == &Person::display_name ? "display_name" : field.name;
}

std::string select_person(std::string_view rest)
{
    auto text = std::string("SELECT person.guid, person.kind, person.source, person.hidden, ")
                    .append(joined_addresses)
                    .append(", ")
                    .append(joined_proxies);
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
        auto const taken = take_person(rows, people.emplace_back());
        if (!taken) return tl::unexpected(taken.error());
        if (people.back().addresses.empty()) people.pop_back();
    }
}

Result<std::optional<Person>> read_person(Rows rows)
{
    Result<std::optional<Person>> person;
    auto const found = rows.next();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return person;
    auto const taken = take_person(rows, person->emplace());
    if (!taken) return tl::unexpected(taken.error());
    if ((*person)->addresses.empty()) person->reset();
    return person;
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
