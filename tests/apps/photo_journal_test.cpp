#include "apps/likeness/admin/photo_journal.hpp"

#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::JournalEntry;
using app::PhotoJournal;

class PhotoJournalTest : public testing::Test {
protected:
    std::unique_ptr<PhotoJournal> open() const
    {
        auto journal = PhotoJournal::open(folder.path());
        EXPECT_TRUE(journal) << journal.error().message;
        return journal ? std::move(*journal) : nullptr;
    }
    void append(std::string_view text) const { std::ofstream(file(), std::ios::app) << text; }
    std::filesystem::path file() const { return folder.path() / "photo-import.jsonl"; }

    test::TemporaryFolder folder;
    PersonId const person = base::random_guid();
    JournalEntry const first { { "/photos/a \"b\".jpg", 12, 34 }, "AA", 1 };
    JournalEntry const second { { "/photos/c.jpg", 56, -78 }, "BB", 2 };
};

TEST_F(PhotoJournalTest, RemembersTheLastImportOfAPersonOverRestarts)
{
    EXPECT_EQ(open()->find(person), std::nullopt);
    ASSERT_TRUE(open()->record(person, first));
    EXPECT_EQ(open()->find(person), first);
    ASSERT_TRUE(open()->record(person, second));
    EXPECT_EQ(open()->find(person), second);
    EXPECT_EQ(open()->find(base::random_guid()), std::nullopt);
}

TEST_F(PhotoJournalTest, PassesOverALineThatWasCutShortAndWritesOnBehindIt)
{
    ASSERT_TRUE(open()->record(person, first));
    append("{\"person\":\"" + base::to_string(person) + "\",\"fi");
    auto const other = base::random_guid();
    ASSERT_TRUE(open()->record(other, second));
    EXPECT_EQ(open()->find(person), first);
    EXPECT_EQ(open()->find(other), second);
}

TEST_F(PhotoJournalTest, PassesOverLinesThatAreNotItsOwn)
{
    append("nonsense\n[]\n{}\n" + std::string(100'000, 'x') + "\n{\"person\":5}\n");
    ASSERT_TRUE(open()->record(person, first));
    EXPECT_EQ(open()->find(person), first);
}

TEST_F(PhotoJournalTest, KeepsAFileNameThatIsNotUtf8FromFailing)
{
    ASSERT_TRUE(open()->record(person, { { "/photos/\xE9.jpg", 1, 2 }, "AA", 1 }));
    auto const entry = open()->find(person);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->digest, "AA"); // By which the file is recognised.
}

TEST_F(PhotoJournalTest, BelongsToOneImportAtATime)
{
    auto const held = open();
    auto const refused = PhotoJournal::open(folder.path());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::server_busy);
}

TEST_F(PhotoJournalTest, TellsWhenItCannotBeMade)
{
    auto const refused = PhotoJournal::open(folder.path() / "none");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::internal_server_transient_error);
}

}
}
