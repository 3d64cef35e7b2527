#include "storage/sqlite/mirror_tables.hpp"

#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/mirror_batch.hpp"
#include "storage/sqlite/person_rows.hpp"

namespace likeness::storage {

namespace {

constexpr Sql select_cookie { "SELECT cookie FROM mirror_cookies WHERE source = ?1" };
constexpr Sql select_people_of {
    R"(
    SELECT people.guid FROM mirrored JOIN people ON people.id = mirrored.person WHERE mirrored.source = ?1)"
};

Result<void> write_thumbnail(
    Connection& connection, PersonId const& person, PersonRow row, std::optional<Photo> const& thumbnail)
{
    auto const same = has_thumbnail(connection, row, thumbnail);
    if (!same) return tl::unexpected(same.error());
    if (*same) return {};
    auto const written
        = thumbnail ? put_thumbnail(connection, row, *thumbnail) : drop_thumbnail(connection, row);
    return written.and_then([&] { return record_change(connection, ChangeKind::photo, person); });
}

}

Result<std::optional<std::string>> SqliteMirror::cookie(std::string_view source)
{
    return database_.read([&](Connection& connection) {
        auto rows = connection.query(select_cookie, source);
        return rows.next().map(
            [&](bool found) { return found ? std::optional(std::string(rows.text(0))) : std::nullopt; });
    });
}

Result<std::vector<Rejected>> SqliteMirror::apply(std::string_view source, MirrorBatch const& batch)
{
    if (batch.present.size() > mirror_batch_max || batch.gone.size() > mirror_batch_max)
        return fail(Code::invalid_request, "Too many people are mirrored at once.");
    return database_.write([&](Connection& connection) { return apply_batch(connection, source, batch); });
}

Result<std::vector<PersonId>> SqliteMirror::people_of(std::string_view source)
{
    return database_.read([&](Connection& connection) -> Result<std::vector<PersonId>> {
        std::vector<PersonId> people;
        auto rows = connection.query(select_people_of, source);
        for (;;) {
            auto const more = rows.next();
            if (!more) return tl::unexpected(more.error());
            if (!*more) return people;
            people.push_back(rows.guid(0));
        }
    });
}

Result<void> SqliteMirror::put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail)
{
    return database_.write([&](Connection& connection) -> Result<void> {
        auto const row = need_person_row(connection, person);
        if (!row) return tl::unexpected(row.error());
        auto const mirrored = is_mirrored(connection, *row);
        if (!mirrored) return tl::unexpected(mirrored.error());
        if (!*mirrored)
            return fail(
                Code::non_existent_mailbox, "Nobody mirrored is that person.", base::to_string(person));
        return write_thumbnail(connection, person, *row, thumbnail);
    });
}

}
