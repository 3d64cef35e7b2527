// DataDirectory::check against damage done past the stores.
#include "storage/samples.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::test {

namespace {

using storage::DataDirectory;
using storage::IntegrityReport;
using storage::OpenMode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum PhotoSize;

constexpr int filling = 0x5A;

// Sadie with a photo of three sizes and a thumbnail, Hope with a tombstone and a manager, a hall that is a mirrored group,
// one account.
class IntegrityCheck : public testing::Test {
protected:
    IntegrityCheck()
    {
        auto const directory = open();
        auto update = upload(person.id, { hr48x48, hr96x96, hr648x648 }, filling);
        update.thumbnail = picture(person.id, 0x33, 2'000, Source::directory);
        EXPECT_TRUE(directory->people().add({ person, std::nullopt }));
        EXPECT_TRUE(
            directory->people().add({ other, std::nullopt, PersonLinks { "sadie@contoso.com", {} } }));
        MirrorEntry const entry { { elsewhere, std::nullopt, PersonLinks { "", { "CN=Other" } } },
            "CN=Hall" };
        EXPECT_TRUE(directory->mirror().apply("corp", { .present = { entry } }).value().empty());
        EXPECT_TRUE(directory->photos().replace(person.id, update));
        EXPECT_TRUE(directory->photos().remove(other.id, noon));
        EXPECT_TRUE(directory->accounts().set_password(address("sadie@contoso.com"), "hash", Role::user));
    }

    std::unique_ptr<DataDirectory> open()
    {
        return DataDirectory::open(folder.path(), OpenMode::create).value();
    }
    IntegrityReport check() { return open()->check(sample_tag).value(); }

    // Overwrites the byte in the middle of the first run of 500 bytes `value` in the file.
    void flip_a_byte_of(int value)
    {
        auto bytes = database_bytes(folder.path());
        base::Bytes const run(500, std::byte(value));
        auto const found = std::ranges::search(bytes, run);
        ASSERT_FALSE(found.empty());
        *(found.begin() + 250) ^= std::byte { 1 };
        write_database(folder.path(), bytes);
    }

    TemporaryFolder const folder;
    Person const person = sadie();
    Person const other = hope();
    Person const elsewhere = person_named("Hall", "hall@contoso.com");
    std::string const photo_name = "photo of " + base::to_string(person.id);
};

}

TEST_F(IntegrityCheck, FindsNothingWrongAndCountsWhatIsThere)
{
    auto const report = check();
    EXPECT_THAT(report.problems, IsEmpty());
    EXPECT_EQ(report.people, 3u);
    EXPECT_EQ(report.photos, 1u);
    EXPECT_EQ(report.renditions, 3u);
    EXPECT_EQ(report.thumbnails, 1u);
    EXPECT_EQ(report.accounts, 1u);
}

TEST_F(IntegrityCheck, FindsADomainThatIsMiscountedOrMissingOrNobodys)
{
    run_sql(folder.path(), "UPDATE domains SET addresses = 7; INSERT INTO domains VALUES ('example.org', 1)");
    EXPECT_THAT(check().problems,
        testing::UnorderedElementsAre("domain contoso.com is said to have 7 addresses; it has 5",
            "domain example.org is said to have 1 addresses; it has 0"));
    run_sql(folder.path(), "DELETE FROM domains");
    EXPECT_THAT(check().problems, ElementsAre("domain contoso.com is said to have 0 addresses; it has 5"));
}

TEST_F(IntegrityCheck, FindsOneFlippedBitOfARendition)
{
    flip_a_byte_of(filling);
    EXPECT_THAT(check().problems,
        ElementsAre(testing::AllOf(HasSubstr(photo_name), HasSubstr("are not those of the entity tag"))));
}

TEST_F(IntegrityCheck, FindsOneFlippedBitOfAThumbnail)
{
    flip_a_byte_of(0x33);
    EXPECT_THAT(check().problems, ElementsAre(HasSubstr("thumbnail of " + base::to_string(person.id))));
}

TEST_F(IntegrityCheck, FindsWhatAPersonLeftBehindWhoWasDeletedByHand)
{
    run_sql(folder.path(), "DELETE FROM people WHERE display_name = 'Sadie Daniels'");
    auto const problems = check().problems;
    EXPECT_THAT(problems, testing::Contains(HasSubstr("photos: row 1 belongs to nobody")));
    EXPECT_THAT(problems, testing::Contains(HasSubstr("thumbnails: row 1 belongs to nobody")));
    EXPECT_THAT(problems, testing::Contains(HasSubstr("photo_states: row 1 belongs to nobody")));
}

TEST_F(IntegrityCheck, FindsWhatWasChangedByHand)
{
    struct Damage {
        char const* sql;
        std::string problem;
    };
    std::string const id = base::to_string(person.id);
    std::vector<Damage> const damages {
        { "DELETE FROM photos WHERE code = 96", photo_name + " has 2 renditions; 3 were written" },
        { "DELETE FROM photos", photo_name + " has 0 renditions; 3 were written" },
        { "DELETE FROM photo_states WHERE removed = 0", photo_name + " has no version" },
        { "UPDATE photo_states SET removed = 1 WHERE removed = 0", photo_name + " has 3 renditions; 3" },
        { "UPDATE photos SET edge_px = 97 WHERE code = 96", "HR96x96: there is no such size of 97 pixels" },
        { "UPDATE photos SET code = 95 WHERE code = 96", "size 95: there is no such size" },
        { "UPDATE photos SET content_type = 'image/png' WHERE code = 96",
            "HR96x96: the bytes are not image/png" },
        { "UPDATE photos SET bytes = x'' WHERE code = 96", "HR96x96: the bytes are no picture" },
        { "UPDATE photos SET etag = '0' WHERE code = 96",
            "HR96x96: the bytes are not those of the entity tag" },
        { "UPDATE thumbnails SET bytes = x'00'", "thumbnail of " + id + ": the bytes are no picture" },
        { "UPDATE addresses SET position = 9 WHERE position = 0 AND text LIKE 'sadie%'",
            "person " + id + " has no primary address" },
        { "UPDATE addresses SET folded = 'Sadie@contoso.com' WHERE folded = 'sadie@contoso.com'",
            "address Sadie@contoso.com is filed under a name by which it is not found" },
        { "UPDATE proxies SET folded = 'sip:x' WHERE position = 0",
            "proxy address sip:Sadie@contoso.com is filed under" },
        { "UPDATE managers SET target = 'Sadie@contoso.com'", "link to Sadie@contoso.com is written so" },
        { "UPDATE members SET target = 'CN=Other'", "link to CN=Other is written so" },
        { "UPDATE mirrored SET dn = 'CN=Hall'", "distinguished name CN=Hall is written so" },
        { "UPDATE mirrored SET source = 'other'", "from directory \"corp\" and has a name in \"other\"" },
        { "DELETE FROM mirrored", "from directory \"corp\" and has a name in \"\"" },
        { "UPDATE people SET source = ''", "from directory \"\" and has a name in \"corp\"" },
        { "UPDATE people SET source = 'corp'", "from directory \"corp\" and has a name in \"\"" },
        { "UPDATE accounts SET address = 'hope@contoso.com'", "account hope@contoso.com is filed under" },
    };
    auto const whole = database_bytes(folder.path());
    for (auto const& [sql, problem] : damages) {
        write_database(folder.path(), whole);
        run_sql(folder.path(), sql);
        EXPECT_THAT(check().problems, testing::Contains(HasSubstr(problem))) << sql;
    }
}

TEST_F(IntegrityCheck, FindsPagesThatWereOverwritten)
{
    constexpr std::size_t page_bytes = 16384;
    auto const whole = database_bytes(folder.path());
    // The first page holds the schema: with it gone the file is no database, which opening tells.
    for (auto page = page_bytes; page < whole.size(); page += page_bytes) {
        auto bytes = whole;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), page_bytes, std::byte { 0xEE });
        write_database(folder.path(), bytes);
        EXPECT_THAT(check().problems, Not(IsEmpty())) << "page " << page / page_bytes + 1;
    }
}

TEST_F(IntegrityCheck, ReportsAStoreThatCannotBeReadRatherThanAMissingPhoto)
{
    constexpr std::size_t page_bytes = 16384;
    auto bytes = database_bytes(folder.path());
    std::fill(bytes.begin() + page_bytes, bytes.end(), std::byte { 0xEE });
    write_database(folder.path(), bytes);
    auto const directory = open();
    EXPECT_EQ(
        directory->photos().find(person.id, hr96x96).error().code, Code::internal_server_transient_error);
    EXPECT_EQ(directory->photos().summary(person.id).error().code, Code::internal_server_transient_error);
    EXPECT_EQ(directory->people().find(person.id).error().code, Code::internal_server_transient_error);
    EXPECT_EQ(
        directory->people().find_thumbnail(person.id).error().code, Code::internal_server_transient_error);
    EXPECT_EQ(directory->accounts().find(address("sadie@contoso.com")).error().code,
        Code::internal_server_transient_error);
    EXPECT_EQ(
        directory->open_change_feed().value()->after(0).error().code, Code::internal_server_transient_error);
}

}
