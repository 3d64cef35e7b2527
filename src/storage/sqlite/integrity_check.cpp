#include "storage/sqlite/integrity_check.hpp"

#include "base/utf8.hpp"
#include "core/picture_type.hpp"
#include "storage/sqlite/mailbox_check.hpp"
#include "storage/sqlite/person_rows.hpp"

namespace likeness::storage {

namespace {

constexpr Sql count_rows {
    "SELECT (SELECT count(*) FROM people), (SELECT count(DISTINCT person) FROM photos),"
    " (SELECT count(*) FROM photos), (SELECT count(*) FROM thumbnails),"
    " (SELECT count(*) FROM accounts), (SELECT count(*) FROM items), (SELECT count(*) FROM attachments)"
};
constexpr Sql check_pages { "PRAGMA integrity_check" };
constexpr Sql check_references { "PRAGMA foreign_key_check" };
constexpr Sql select_people_without_primary { R"(
    SELECT guid FROM people WHERE NOT EXISTS
        (SELECT 1 FROM addresses WHERE addresses.person = people.id AND position = 0))" };
constexpr Sql select_addresses { "SELECT folded, text FROM addresses" };
constexpr Sql select_proxies { "SELECT folded, text FROM proxies" };
constexpr Sql select_links { "SELECT target FROM managers UNION SELECT target FROM members" };
constexpr Sql select_names { "SELECT dn FROM mirrored" };
// Who has a source has a distinguished name in that directory, and nobody else has one.
constexpr Sql select_half_mirrored { R"(
    SELECT people.guid, people.source, coalesce(mirrored.source, '')
    FROM people LEFT JOIN mirrored ON mirrored.person = people.id
    WHERE people.source <> coalesce(mirrored.source, ''))" };
// What was counted against what there is; a domain without a count is one that is not known.
constexpr Sql select_miscounted_domains { R"(
    SELECT coalesce(domain.folded, counted.folded), coalesce(domain.addresses, 0), coalesce(counted.addresses, 0)
    FROM domains AS domain FULL JOIN
        (SELECT substr(folded, length(rtrim(folded, replace(folded, '@', ''))) + 1) AS folded,
            count(*) AS addresses FROM addresses GROUP BY 1) AS counted
        ON counted.folded = domain.folded
    WHERE coalesce(domain.addresses, 0) <> coalesce(counted.addresses, 0))" };
constexpr Sql select_accounts { "SELECT folded, address FROM accounts" };

// How many renditions there are against how many were written; a tombstone has none.
constexpr Sql select_incomplete_photos { R"(
    SELECT people.guid, state.renditions, count(photo.id)
    FROM photo_states AS state
    JOIN people ON people.id = state.person
    LEFT JOIN photos AS photo ON photo.person = state.person
    GROUP BY state.person
    HAVING state.renditions <> count(photo.id) OR (state.removed = 1 AND state.renditions <> 0))" };
constexpr Sql select_photos_without_state { R"(
    SELECT DISTINCT people.guid FROM photos JOIN people ON people.id = photos.person
    WHERE photos.person NOT IN (SELECT person FROM photo_states))" };

constexpr Sql select_renditions { R"(
    SELECT people.guid, photo.code, photo.edge_px,
        photo.content_type, photo.etag, photo.changed_at, photo.bytes
    FROM photos AS photo JOIN people ON people.id = photo.person)" };
constexpr Sql select_thumbnails { R"(
    SELECT people.guid, thumbnail.content_type, thumbnail.etag, thumbnail.changed_at, thumbnail.bytes
    FROM thumbnails AS thumbnail JOIN people ON people.id = thumbnail.person)" };

class IntegrityCheck {
public:
    IntegrityCheck(Connection& reader, TagOf const& tag_of)
        : reader_(reader)
        , tag_of_(tag_of)
    {
    }

    IntegrityReport run() &&;

private:
    // Calls `look` for each row. A statement that cannot be read to its end is a problem itself.
    template <class Look> void for_each_row(Sql const& sql, Look&& look);
    void problem(std::string text) { report_.problems.push_back(std::move(text)); }

    void count();
    void look_at_pages();
    void look_at_references();
    void look_at_people();
    void look_at_foldings(Sql const& sql, std::string_view what);
    void look_at_proxies();
    void look_at_links(Sql const& sql, std::string_view what);
    void look_at_mirrored();
    void look_at_domains();
    void look_at_photo_states();
    void look_at_renditions();
    void look_at_thumbnails();
    void look_at_picture(
        std::string const& name, PersonId const& person, bool from_directory, Photo const& photo);

    Connection& reader_;
    TagOf const& tag_of_;
    IntegrityReport report_;
};

IntegrityReport IntegrityCheck::run() &&
{
    count();
    look_at_pages();
    look_at_references();
    look_at_people();
    look_at_foldings(select_addresses, "address");
    look_at_foldings(select_accounts, "account");
    look_at_proxies();
    look_at_links(select_links, "link to");
    look_at_links(select_names, "distinguished name");
    look_at_mirrored();
    look_at_domains();
    look_at_photo_states();
    look_at_renditions();
    look_at_thumbnails();
    check_mailboxes(reader_, [&](std::string text) { problem(std::move(text)); });
    return std::move(report_);
}

template <class Look> void IntegrityCheck::for_each_row(Sql const& sql, Look&& look)
{
    auto rows = reader_.query(sql);
    for (;;) {
        auto const more = rows.next();
        if (!more) return problem(for_operator(more.error()));
        if (!*more) return;
        look(rows);
    }
}

void IntegrityCheck::count()
{
    for_each_row(count_rows, [&](Rows const& row) {
        auto const number = [&](int column) { return static_cast<std::size_t>(row.integer(column)); };
        report_.people = number(0);
        report_.photos = number(1);
        report_.renditions = number(2);
        report_.thumbnails = number(3);
        report_.accounts = number(4);
        report_.items = number(5);
        report_.attachments = number(6);
    });
}

void IntegrityCheck::look_at_pages()
{
    for_each_row(check_pages, [&](Rows const& row) {
        if (row.text(0) != "ok") problem("database: " + std::string(row.text(0)));
    });
}

void IntegrityCheck::look_at_references()
{
    for_each_row(check_references, [&](Rows const& row) {
        problem(std::string(row.text(0)) + ": row " + std::to_string(row.integer(1))
            + " belongs to nobody: what it hung on is gone");
    });
}

void IntegrityCheck::look_at_people()
{
    for_each_row(select_people_without_primary, [&](Rows const& row) {
        problem("person " + base::to_string(row.guid(0)) + " has no primary address");
    });
}

void IntegrityCheck::look_at_foldings(Sql const& sql, std::string_view what)
{
    for_each_row(sql, [&](Rows const& row) {
        auto const address = EmailAddress::parse(row.text(1));
        if (!address || address->folded() != row.text(0))
            problem(std::string(what) + " " + std::string(row.text(1))
                + " is filed under a name by which it is not found: " + std::string(row.text(0)));
    });
}

void IntegrityCheck::look_at_proxies()
{
    for_each_row(select_proxies, [&](Rows const& row) {
        if (base::fold_case(row.text(1)) != row.text(0))
            problem("proxy address " + std::string(row.text(1))
                + " is filed under a name by which it is not found: " + std::string(row.text(0)));
    });
}

void IntegrityCheck::look_at_links(Sql const& sql, std::string_view what)
{
    for_each_row(sql, [&](Rows const& row) {
        if (base::fold_case(row.text(0)) != row.text(0))
            problem(std::string(what) + " " + std::string(row.text(0))
                + " is written so that nobody is found by it");
    });
}

void IntegrityCheck::look_at_mirrored()
{
    for_each_row(select_half_mirrored, [&](Rows const& row) {
        problem("person " + base::to_string(row.guid(0)) + " is said to come from directory \""
            + std::string(row.text(1)) + "\" and has a name in \"" + std::string(row.text(2)) + "\"");
    });
}

void IntegrityCheck::look_at_domains()
{
    for_each_row(select_miscounted_domains, [&](Rows const& row) {
        problem("domain " + std::string(row.text(0)) + " is said to have " + std::to_string(row.integer(1))
            + " addresses; it has " + std::to_string(row.integer(2)));
    });
}

void IntegrityCheck::look_at_photo_states()
{
    for_each_row(select_incomplete_photos, [&](Rows const& row) {
        problem("photo of " + base::to_string(row.guid(0)) + " has " + std::to_string(row.integer(2))
            + " renditions; " + std::to_string(row.integer(1)) + " were written");
    });
    for_each_row(select_photos_without_state,
        [&](Rows const& row) { problem("photo of " + base::to_string(row.guid(0)) + " has no version"); });
}

void IntegrityCheck::look_at_renditions()
{
    for_each_row(select_renditions, [&](Rows const& row) {
        auto const person = row.guid(0);
        auto const code = photo_size_of_edge(static_cast<int>(row.integer(1)));
        auto const name = "photo of " + base::to_string(person) + ", "
            + (code ? std::string(code_of(*code)) : "size " + std::to_string(row.integer(1)));
        if (!code || row.integer(2) < 1 || row.integer(2) > row.integer(1))
            problem(name + ": there is no such size of " + std::to_string(row.integer(2)) + " pixels");
        look_at_picture(name, person, false, photo_at(row, 3));
    });
}

void IntegrityCheck::look_at_thumbnails()
{
    for_each_row(select_thumbnails, [&](Rows const& row) {
        look_at_picture("thumbnail of " + base::to_string(row.guid(0)), row.guid(0), true, photo_at(row, 1));
    });
}

void IntegrityCheck::look_at_picture(
    std::string const& name, PersonId const& person, bool from_directory, Photo const& photo)
{
    auto const type = sniff_picture(photo.bytes);
    if (!type)
        problem(name + ": the bytes are no picture");
    else if (content_type_of(*type) != photo.content_type)
        problem(name + ": the bytes are not " + photo.content_type);
    if (tag_of_(person, from_directory, photo.bytes) != photo.etag)
        problem(name + ": the bytes are not those of the entity tag");
}

}

IntegrityReport check_integrity(Connection& reader, TagOf const& tag_of)
{
    return IntegrityCheck(reader, tag_of).run();
}

}
