// DataDirectory::check against damage done past the stores.
#include "storage/mailbox_samples.hpp"
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
constexpr FolderNumber contacts = 12;

// Sadie with a photo of three sizes and a thumbnail, Hope with a tombstone and a manager, a hall that is a mirrored group,
// one account. In Sadie's mailbox a folder with a contact that has a picture and a file, and a contact in Contacts.
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
        fill_mailbox(directory->mailboxes());
    }

    void fill_mailbox(MailboxStore& store)
    {
        auto const friends = store.create_folder(person.id, { contacts, "IPF.Contact", "Friends" }).value();
        std::vector<NewItem> const items { { friends.number, contact("A"),
                                               { photo("p.jpg", 700), file("f", 3) } },
            { contacts, contact("B"), {} }, { contacts, contact("C"), {} } };
        auto const created = store.create_items(person.id, items, stamp(0)).value();
        auto const last = created.back()->key.number;
        EXPECT_TRUE(store.remove_items(person.id, { &last, 1 }).value().front());
        ItemUpdate const update { created.front()->key.number, std::nullopt, contact("D"),
            touched({ Slot::body }) };
        EXPECT_TRUE(store.update_items(person.id, { &update, 1 }, stamp(1)).value().front());
        EXPECT_TRUE(store.grant(person.id, { contacts, other.id, FolderRole::reader }));
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

    struct Damage {
        char const* sql;
        std::string problem;
    };

    // Each by itself, to a database that is whole.
    void expect_found(std::vector<Damage> const& damages)
    {
        auto const whole = database_bytes(folder.path());
        for (auto const& [sql, problem] : damages) {
            write_database(folder.path(), whole);
            run_sql(folder.path(), sql);
            EXPECT_THAT(check().problems, testing::Contains(HasSubstr(problem))) << sql;
        }
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
    EXPECT_EQ(report.items, 2u);
    EXPECT_EQ(report.attachments, 2u);
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
    std::string const id = base::to_string(person.id);
    expect_found({
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
    });
}

TEST_F(IntegrityCheck, FindsWhatWasChangedByHandInAMailbox)
{
    auto const mailbox = "mailbox of " + base::to_string(person.id);
    expect_found({
        { "UPDATE mailboxes SET items = 5", mailbox + " is said to have 5 items of" },
        { "UPDATE mailboxes SET bytes = 5", mailbox + " is said to have 2 items of 5 bytes" },
        { "UPDATE mailboxes SET head = 3", mailbox + " would give out a number again" },
        { "UPDATE mailboxes SET last_item = 1", mailbox + " would give out a number again" },
        { "UPDATE mailboxes SET last_folder = 999", mailbox + " would give out a number again" },
        { "DELETE FROM folder_states WHERE folder = 12",
            mailbox + ", folder 12 is said to have 0 items; it has 1" },
        { "UPDATE folder_states SET items = 7 WHERE folder = 12",
            ", folder 12 is said to have 7 items; it has 1" },
        { "UPDATE folder_states SET change = 1 WHERE folder = 1000",
            ", folder 1000: its last change is older than an item's" },
        { "UPDATE folders SET parent = 1234", ", folder 1000 lies nowhere" },
        { "DELETE FROM folders", ", item 1 lies in no folder" },
        { "DELETE FROM items WHERE folder = 12", mailbox + " is said to have 2 items of" },
        { "UPDATE items SET content = x'0101' WHERE folder = 12", ", item 2 cannot be read" },
        { "UPDATE items SET bytes = 1 WHERE folder = 12", ", item 2 is said to have 1 bytes" },
        { "UPDATE items SET id = 2 WHERE folder = 12", ", item 2 lies in another mailbox" },
        { "UPDATE items SET has_picture = 0", ", item 1 says something else of its attachments" },
        { "UPDATE items SET has_attachments = 1", ", item 2 says something else of its attachments" },
        { "UPDATE items SET last_attachment = 1", ", item 1 would give out an attachment's number again" },
        { "UPDATE attachments SET is_contact_photo = 1", ", item 1 says something else of its attachments" },
        { "UPDATE attachments SET size = 2 WHERE name = 'f'",
            ", item 1: attachment 2 has 3 bytes; 2 were written" },
        { "DELETE FROM attachment_bytes", ", item 1: attachment 1 has lost its bytes" },
        { "DELETE FROM mailboxes", "items: row " },
        { "DELETE FROM attachments WHERE name = 'f'", "attachment_bytes: row 2 belongs to nobody" },
    });
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
    ItemNumber const number = 1;
    EXPECT_EQ(code_of(directory->mailboxes().find_items(person.id, { &number, 1 }, WithAttachments::yes)),
        Code::mailbox_store_unavailable);
    EXPECT_EQ(
        code_of(directory->mailboxes().find_attachment(person.id, 1, 1)), Code::mailbox_store_unavailable);
    EXPECT_EQ(code_of(directory->mailboxes().find(person.id, { .folder = contacts, .most = 1 })),
        Code::mailbox_store_unavailable);
    EXPECT_EQ(
        directory->open_change_feed().value()->after(0).error().code, Code::internal_server_transient_error);
}

}
