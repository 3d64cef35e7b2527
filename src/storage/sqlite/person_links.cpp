#include "storage/sqlite/person_links.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

constexpr Sql delete_manager { "DELETE FROM managers WHERE person = ?1" };
constexpr Sql delete_members { "DELETE FROM members WHERE person = ?1" };
constexpr Sql insert_manager { "INSERT INTO managers (person, target) VALUES (?1, ?2)" };
constexpr Sql insert_member { "INSERT INTO members (person, position, target) VALUES (?1, ?2, ?3)" };

constexpr Sql select_manager {
    R"(
    SELECT link.target FROM people JOIN managers AS link ON link.person = people.id WHERE people.guid = ?1)"
};
constexpr Sql select_members { R"(
    SELECT link.target FROM people JOIN members AS link ON link.person = people.id
    WHERE people.guid = ?1 ORDER BY link.position)" };

// Who is meant by `link.target`, for the links of `self`: an address is anybody's, a distinguished name one of the same
// directory's. NULL: nobody.
#define TARGET_OF_LINK                                                                                       \
    "coalesce((SELECT person FROM addresses WHERE folded = link.target),"                                    \
    " (SELECT person FROM mirrored WHERE source = self.source AND dn = link.target))"

constexpr Sql select_manager_row { "SELECT " TARGET_OF_LINK R"(
    FROM people AS self JOIN managers AS link ON link.person = self.id WHERE self.guid = ?1)" };
constexpr Sql select_member_rows { "SELECT " TARGET_OF_LINK R"(
    FROM people AS self JOIN members AS link ON link.person = self.id
    WHERE self.guid = ?1 ORDER BY link.position)" };
constexpr Sql select_report_rows { R"(
    SELECT first.person FROM (
        SELECT link.person AS person FROM people AS self
        JOIN addresses AS own ON own.person = self.id
        JOIN managers AS link ON link.target = own.folded
        WHERE self.guid = ?1
        UNION
        SELECT link.person FROM people AS self
        JOIN mirrored AS own ON own.person = self.id
        JOIN managers AS link ON link.target = own.dn
        JOIN people AS report ON report.id = link.person AND report.source = own.source
        WHERE self.guid = ?1) AS found
    JOIN addresses AS first ON first.person = found.person AND first.position = 0
    ORDER BY first.folded)" };

Sql const& select_related(Relation relation)
{
    switch (relation) {
    case Relation::manager: return select_manager_row;
    case Relation::direct_reports: return select_report_rows;
    case Relation::members: return select_member_rows;
    }
    return select_manager_row;
}

Result<std::vector<std::string>> read_texts(Rows rows)
{
    std::vector<std::string> texts;
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return texts;
        texts.emplace_back(rows.text(0));
    }
}

Result<void> insert_links(Connection& connection, PersonRow row, PersonLinks const& links)
{
    if (!links.manager.empty())
        if (auto const done = connection.run(insert_manager, row, base::fold_case(links.manager)); !done)
            return done;
    std::int64_t position = 0;
    for (auto const& member : links.members)
        if (auto const done = connection.run(insert_member, row, position++, base::fold_case(member)); !done)
            return done;
    return {};
}

}

Result<void> put_links(Connection& connection, PersonRow row, PersonLinks const& links)
{
    return connection.run(delete_manager, row)
        .and_then([&] { return connection.run(delete_members, row); })
        .and_then([&] { return insert_links(connection, row, links); });
}

Result<PersonLinks> read_links(Connection& connection, PersonId const& person)
{
    auto manager = read_texts(connection.query(select_manager, person));
    if (!manager) return tl::unexpected(manager.error());
    auto members = read_texts(connection.query(select_members, person));
    if (!members) return tl::unexpected(members.error());
    return PersonLinks { manager->empty() ? std::string() : std::move(manager->front()),
        std::move(*members) };
}

Result<std::vector<PersonRow>> find_related_rows(
    Connection& connection, PersonId const& person, Relation relation, std::size_t most)
{
    auto const at_most = relation == Relation::manager ? std::min<std::size_t>(most, 1) : most;
    return read_distinct_rows(connection.query(select_related(relation), person), at_most);
}

}
