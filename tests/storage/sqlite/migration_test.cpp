// Databases that older versions have made: opened, they keep all and do what new ones do.
#include "base/file.hpp"
#include "storage/mailbox_samples.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::test {

namespace {

namespace fs = std::filesystem;
using storage::DataDirectory;
using storage::OpenMode;

std::unique_ptr<DataDirectory> opened(fs::path const& folder, OpenMode mode)
{
    auto directory = DataDirectory::open(folder, mode);
    EXPECT_TRUE(directory) << for_operator(directory.error());
    return directory ? std::move(*directory) : nullptr;
}

// The migrations as they were released, in order.
std::vector<std::string> released_migrations()
{
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(LIKENESS_MIGRATIONS)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> texts;
    for (auto const& file : files) texts.emplace_back(base::as_text(base::read_file(file, 1u << 20).value()));
    return texts;
}

std::string blob(base::ByteView bytes)
{
    std::string text = "x'";
    for (auto const byte : bytes) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        text += digits[std::to_integer<std::size_t>(byte >> 4)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte { 0xF })];
    }
    return text + "'";
}

// A data directory as the version with the first `schema` migrations has left it, with `rows` in it.
void make_old(fs::path const& folder, std::size_t schema, std::string const& rows)
{
    opened(folder, OpenMode::create); // For its key.
    write_database(folder, {});
    std::string sql = "PRAGMA page_size = 16384; PRAGMA application_id = 1279871813;"; // "LIKE"
    for (auto const& migration : released_migrations())
        if (schema-- > 0)
            sql += migration;
        else
            break;
    run_sql(folder, sql + rows);
}

// Two people, the second one's addresses around those of the first.
std::string people_rows(Person const& first, Person const& second)
{
    return "INSERT INTO people VALUES (1, " + blob(first.id.bytes)
        + ", 'Sadie Daniels', 'Sadie', 'Daniels', 'sadied', 'Contoso', 'Research', 'Engineer', 'B 12',"
          " '+1 425 555 0100', 1);"
          "INSERT INTO people VALUES (2, "
        + blob(second.id.bytes)
        + ", 'Hope Gross', '', '', '', '', '', '', '', '', 0);"
          "INSERT INTO addresses VALUES ('hope@contoso.com', 2, 0, 'hope@contoso.com'),"
          " ('a.hope@contoso.com', 2, 1, 'a.hope@contoso.com'), ('z.hope@contoso.com', 2, 2, "
          "'Z.Hope@contoso.com'),"
          " ('sadie@contoso.com', 1, 0, 'Sadie@contoso.com'), ('\"desk@7\"@example.org', 1, 1, "
          "'\"Desk@7\"@example.org'),"
          " ('a.sadie@contoso.com', 1, 2, 'a.sadie@contoso.com');";
}

Person old_sadie()
{
    auto person = person_named("Sadie Daniels", "Sadie@contoso.com");
    person.addresses
        = { address("Sadie@contoso.com"), address("\"Desk@7\"@example.org"), address("a.sadie@contoso.com") };
    person.given_name = "Sadie";
    person.surname = "Daniels";
    person.alias = "sadied";
    person.company = "Contoso";
    person.department = "Research";
    person.title = "Engineer";
    person.office = "B 12";
    person.phone = "+1 425 555 0100";
    person.visibility = Visibility::hidden;
    return person;
}

Person old_hope()
{
    auto person = hope();
    person.addresses.push_back(address("a.hope@contoso.com"));
    person.addresses.push_back(address("Z.Hope@contoso.com"));
    return person;
}

}

TEST(Migration, OfTheFirstSchemaKnowsTheDomainsOfItsPeople)
{
    TemporaryFolder const folder;
    auto const person = old_sadie();
    make_old(folder.path(), 1, people_rows(person, old_hope()) + "PRAGMA user_version = 1");
    auto const directory = opened(folder.path(), OpenMode::existing);
    ASSERT_TRUE(directory);
    EXPECT_EQ(directory->people().count().value(), 2u);
    EXPECT_TRUE(directory->people().serves_domain("contoso.com").value());
    EXPECT_TRUE(directory->people().serves_domain("example.org").value());
    EXPECT_FALSE(directory->people().serves_domain("example.com").value());
    ASSERT_TRUE(directory->people().remove(person.id));
    EXPECT_TRUE(directory->people().serves_domain("contoso.com").value());
    EXPECT_FALSE(directory->people().serves_domain("example.org").value());
}

class MigrationOfTheSecondSchema : public testing::Test {
protected:
    void SetUp() override
    {
        auto const photo = rendition(person.id, PhotoSize::hr96x96, 1).photo;
        make_old(folder.path(), 2,
            people_rows(person, other)
                + "INSERT INTO domains VALUES ('contoso.com', 5), ('example.org', 1);"
                  "INSERT INTO thumbnails VALUES (1, 'image/jpeg', '"
                + thumbnail.etag + "', 1700000002, " + blob(thumbnail.bytes)
                + ");"
                  "INSERT INTO photo_states VALUES (1, 7, 0, 1, 1700000001);"
                  "INSERT INTO photos VALUES (1, 1, 96, 96, 'image/jpeg', '"
                + photo.etag + "', 1700000001, " + blob(photo.bytes)
                + ");"
                  "INSERT INTO accounts VALUES ('sadie@contoso.com', 'sadie', 'sadie@contoso.com', 'hash', "
                  "'admin');"
                  "INSERT INTO changes (kind) VALUES ('people');"
                  "PRAGMA user_version = 2");
        directory = opened(folder.path(), OpenMode::existing);
        ASSERT_TRUE(directory);
    }

    std::optional<Person> find(std::string_view text)
    {
        return directory->people().find(address(text)).value();
    }

    Person const person = old_sadie();
    Person const other = old_hope();
    Photo const thumbnail = picture(person.id, 2, 900, Source::directory);
    TemporaryFolder folder;
    std::unique_ptr<DataDirectory> directory;
};

TEST_F(MigrationOfTheSecondSchema, KeepsPeopleWithTheirAddressesInOrder)
{
    for (auto const& one : person.addresses) EXPECT_EQ(find(one.text()), person) << one.text();
    for (auto const& one : other.addresses) EXPECT_EQ(find(one.text()), other) << one.text();
    EXPECT_TRUE(same_spelling(*find("sadie@contoso.com"), person));
    EXPECT_TRUE(same_spelling(*find("hope@contoso.com"), other));
    EXPECT_TRUE(directory->people().serves_domain("example.org").value());
}

TEST_F(MigrationOfTheSecondSchema, KeepsPicturesAccountsAndChanges)
{
    EXPECT_EQ(directory->people().find_thumbnail(person.id).value(), thumbnail);
    EXPECT_EQ(directory->photos().find(person.id, PhotoSize::hr96x96).value().photo,
        rendition(person.id, PhotoSize::hr96x96, 1).photo);
    EXPECT_EQ(directory->photos().summary(person.id).value().version, 7);
    EXPECT_EQ(directory->accounts().list().value().size(), 1u);
    EXPECT_EQ(directory->open_change_feed().value()->after(0).value().head, 1);
    EXPECT_THAT(directory->check(sample_tag).value().problems, testing::IsEmpty());
}

TEST_F(MigrationOfTheSecondSchema, TakesWhatIsNew)
{
    auto changed = sadie();
    changed.id = person.id;
    ASSERT_TRUE(directory->people().update(
        { changed, std::nullopt, PersonLinks { .manager = "Z.Hope@contoso.com", .members = {} } }));
    EXPECT_EQ(find("sadie@contoso.com"), changed);
    EXPECT_EQ(find("a.sadie@contoso.com"), std::nullopt);
    auto const manager = directory->people().find_related(person.id, Relation::manager, 10).value();
    EXPECT_EQ(manager, std::vector { other });
    ASSERT_TRUE(directory->people().remove(person.id));
    EXPECT_EQ(directory->people().find_thumbnail(person.id).value(), std::nullopt);
    EXPECT_THAT(directory->check(sample_tag).value().problems, testing::IsEmpty());
}

TEST(Migration, OfTheThirdSchemaGivesEverybodyAMailbox)
{
    TemporaryFolder const folder;
    auto const person = hope();
    make_old(folder.path(), 3,
        "INSERT INTO people (id, guid, display_name, given_name, surname, alias, company, department, title, "
        "office,"
        " phone, hidden) VALUES (1, "
            + blob(person.id.bytes)
            + ", 'Hope Gross', '', '', '', '', '', '', '', '', 0);"
              "INSERT INTO addresses VALUES (1, 0, 'hope@contoso.com', 'hope@contoso.com');"
              "INSERT INTO domains VALUES ('contoso.com', 1);"
              "PRAGMA user_version = 3");
    auto const directory = opened(folder.path(), OpenMode::existing);
    ASSERT_TRUE(directory);
    EXPECT_EQ(directory->people().find(person.id).value(), person);
    NewItem const item { 12, contact("A"), { photo("p.jpg", 3) } };
    auto const created
        = directory->mailboxes().create_items(person.id, { &item, 1 }, stamp(0)).value().front().value();
    EXPECT_EQ(directory->mailboxes()
                  .find_items(person.id, { &created.key.number, 1 }, WithAttachments::yes)
                  .value()
                  .front()
                  ->content,
        item.content);
    EXPECT_THAT(directory->check(sample_tag).value().problems, testing::IsEmpty());
    ASSERT_TRUE(directory->people().remove(person.id));
    auto const after = directory->check(sample_tag).value();
    EXPECT_THAT(after.problems, testing::IsEmpty());
    EXPECT_EQ(after.items + after.attachments, 0u);
}

}
