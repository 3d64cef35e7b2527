#include "storage/sqlite/photo_tables.hpp"

#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/person_rows.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

// One statement, so that it sees one instant. The row is chosen by its id first: sorting the rows
// themselves would carry all nine pictures along. coalesce looks for the largest only where it must.
constexpr Sql select_rendition { R"(
    SELECT state.removed, photo.content_type, photo.etag, photo.changed_at, photo.bytes
    FROM people
    JOIN photo_states AS state ON state.person = people.id
    LEFT JOIN photos AS photo ON photo.id = coalesce(
        (SELECT id FROM photos WHERE person = people.id AND code = ?2),
        (SELECT id FROM photos WHERE person = people.id ORDER BY edge_px DESC LIMIT 1))
    WHERE people.guid = ?1)" };

constexpr Sql select_summary { R"(
    SELECT state.version, state.removed, state.changed_at,
        photo.code, photo.edge_px, length(photo.bytes), photo.etag
    FROM people
    JOIN photo_states AS state ON state.person = people.id
    LEFT JOIN photos AS photo ON photo.person = people.id
    WHERE people.guid = ?1 ORDER BY photo.code)" };

constexpr Sql delete_renditions { "DELETE FROM photos WHERE person = ?1" };
constexpr Sql insert_rendition { R"(
    INSERT INTO photos (person, code, edge_px, content_type, etag, changed_at, bytes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))" };
constexpr Sql upsert_state { R"(
    INSERT INTO photo_states (person, version, removed, renditions, changed_at) VALUES (?1, 1, ?2, ?3, ?4)
    ON CONFLICT (person) DO UPDATE SET version = version + 1, removed = excluded.removed,
        renditions = excluded.renditions, changed_at = excluded.changed_at
    RETURNING version)" };
// Where there never was a photo there is no row, and nothing to go back from.
constexpr Sql clear_state { R"(
    UPDATE photo_states SET version = version + 1, removed = 0, renditions = 0, changed_at = ?2
    WHERE person = ?1)" };

PhotoSummary::Size size_at(Rows const& rows)
{
    return { .code = static_cast<PhotoSize>(rows.integer(3)),
        .edge_px = static_cast<int>(rows.integer(4)),
        .bytes = static_cast<std::size_t>(rows.integer(5)),
        .etag = std::string(rows.text(6)) };
}

Result<PhotoSummary> read_summary(Rows rows)
{
    PhotoSummary summary;
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return summary;
        summary.version = rows.integer(0);
        summary.removed = rows.integer(1) != 0;
        summary.changed_at = rows.time(2);
        if (!rows.is_null(3)) summary.sizes.push_back(size_at(rows));
    }
}

Result<PhotoLookup> read_lookup(Rows rows)
{
    return rows.next().map([&](bool found) {
        PhotoLookup lookup;
        if (!found) return lookup;
        lookup.removed = rows.integer(0) != 0;
        if (!rows.is_null(1)) lookup.photo = photo_at(rows, 1);
        return lookup;
    });
}

Result<void> refuse_unless_well_formed(std::vector<StoredRendition> const& renditions)
{
    std::vector<PhotoSize> codes;
    std::ranges::transform(renditions, std::back_inserter(codes), &StoredRendition::code);
    std::ranges::sort(codes);
    if (codes.empty() || std::ranges::adjacent_find(codes) != codes.end())
        return fail(Code::invalid_request, "A photo needs renditions, one for each size at most.");
    return {};
}

Result<void> insert_renditions(
    Connection& connection, PersonRow row, std::vector<StoredRendition> const& renditions)
{
    for (auto const& [code, edge, photo] : renditions) {
        auto const done = connection.run(insert_rendition, row, edge_px(code), edge, photo.content_type,
            photo.etag, photo.changed_at, base::ByteView(photo.bytes));
        if (!done) return done;
    }
    return {};
}

struct State {
    bool removed;
    std::size_t renditions;
    base::Seconds changed_at;
};

// The new version.
Result<std::int64_t> write_state(Connection& connection, PersonRow row, State const& state)
{
    auto rows = connection.query(upsert_state, row, state.removed ? 1 : 0,
        static_cast<std::int64_t>(state.renditions), state.changed_at);
    auto const written = rows.next();
    if (!written) return tl::unexpected(written.error());
    auto const version = rows.integer(0);
    return rows.next().map([version](bool) { return version; });
}

// The thumbnail of whom is mirrored is the other directory's: it stays.
Result<void> write_local_thumbnail(
    Connection& connection, PersonRow row, std::optional<Photo> const& thumbnail)
{
    auto const mirrored = is_mirrored(connection, row);
    if (!mirrored) return tl::unexpected(mirrored.error());
    if (*mirrored) return {};
    return thumbnail ? put_thumbnail(connection, row, *thumbnail) : drop_thumbnail(connection, row);
}

Result<std::int64_t> write_photo(Connection& connection, PersonRow row, PhotoUpdate const& update)
{
    return connection.run(delete_renditions, row)
        .and_then([&] { return insert_renditions(connection, row, update.renditions); })
        .and_then([&] {
            return update.thumbnail ? write_local_thumbnail(connection, row, update.thumbnail)
                                    : Result<void>();
        })
        .and_then([&] {
            return write_state(connection, row, { false, update.renditions.size(), update.changed_at });
        });
}

Result<void> write_tombstone(Connection& connection, PersonRow row, base::Seconds now)
{
    return connection.run(delete_renditions, row)
        .and_then([&] { return write_local_thumbnail(connection, row, std::nullopt); })
        .and_then([&] { return write_state(connection, row, { true, 0, now }); })
        .map([](std::int64_t) {});
}

}

Result<PhotoLookup> SqlitePhotoStore::find(PersonId person, PhotoSize size)
{
    return database_.read([&](Connection& connection) {
        return read_lookup(connection.query(select_rendition, person, edge_px(size)));
    });
}

Result<PhotoSummary> SqlitePhotoStore::summary(PersonId person)
{
    return database_.read(
        [&](Connection& connection) { return read_summary(connection.query(select_summary, person)); });
}

Result<std::int64_t> SqlitePhotoStore::replace(PersonId person, PhotoUpdate const& update)
{
    auto const well_formed = refuse_unless_well_formed(update.renditions);
    if (!well_formed) return tl::unexpected(well_formed.error());
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, person)
            .and_then([&](PersonRow row) { return write_photo(connection, row, update); })
            .and_then([&](std::int64_t version) {
                return record_change(connection, ChangeKind::photo, person).map([&] { return version; });
            });
    });
}

Result<void> SqlitePhotoStore::remove(PersonId person, base::Seconds now)
{
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, person)
            .and_then([&](PersonRow row) { return write_tombstone(connection, row, now); })
            .and_then([&] { return record_change(connection, ChangeKind::photo, person); });
    });
}

Result<void> SqlitePhotoStore::use_directory(PersonId person, base::Seconds now)
{
    return database_.write([&](Connection& connection) {
        return need_person_row(connection, person).and_then([&](PersonRow row) {
            return connection.run(delete_renditions, row)
                .and_then([&] { return connection.run(clear_state, row, now); })
                .and_then([&] { return record_change(connection, ChangeKind::photo, person); });
        });
    });
}

}
