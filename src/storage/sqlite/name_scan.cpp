#include "storage/sqlite/name_scan.hpp"

#include "core/recipient_kind.hpp"

namespace likeness::storage {

namespace {

constexpr std::int64_t piece = 4096;

constexpr Sql select_names { R"(
    SELECT person.id, person.guid, person.kind, person.display_name, person.given_name, person.surname,
        person.office, person.alias, first.text
    FROM people AS person CROSS JOIN addresses AS first ON first.person = person.id AND first.position = 0
    WHERE person.id > ?1 AND person.hidden = 0 ORDER BY person.id LIMIT ?2)" };

// A lower limit drops the mapping, the former one makes it anew: the pages are the kernel's again.
constexpr Sql unmap { "PRAGMA mmap_size = 0" };
constexpr Sql map_again { "PRAGMA mmap_size = 2147418112" };

constexpr int texts_column = 3;

}

Result<bool> NameScan::read_next(Connection& connection)
{
    names_.clear();
    texts_.clear();
    auto rows = connection.query(select_names, last_row_, piece);
    for (;;) {
        auto const more = rows.next();
        if (!more) return more;
        if (!*more) return !names_.empty();
        take(rows);
    }
}

Result<void> NameScan::let_go(Connection& connection)
{
    for (auto const* sql : { &unmap, &map_again })
        if (auto done = connection.query(*sql).next(); !done) return tl::unexpected(done.error());
    return {};
}

void NameScan::take(Rows const& rows)
{
    last_row_ = rows.integer(0);
    auto& name = names_.emplace_back(Name { .id = rows.guid(1),
        .kind = recipient_kind_from(rows.text(2)).value_or(RecipientKind::mailbox),
        .start = texts_.size() });
    int column = texts_column;
    for (auto& length : name.lengths) {
        auto const text = rows.text(column++);
        texts_ += text;
        length = text.size();
    }
}

bool NameScan::visit_all(std::function<bool(NameEntry const&)> const& visit) const
{
    for (auto const& name : names_) {
        std::array<std::string_view, texts_per_name> texts;
        auto rest = std::string_view(texts_).substr(name.start);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            texts[i] = rest.substr(0, name.lengths[i]);
            rest.remove_prefix(name.lengths[i]);
        }
        if (!visit({ .id = name.id,
                .kind = name.kind,
                .display_name = texts[0],
                .given_name = texts[1],
                .surname = texts[2],
                .office = texts[3],
                .alias = texts[4],
                .address = texts[5] }))
            return false;
    }
    return true;
}

}
