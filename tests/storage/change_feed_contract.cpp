// The contract of ChangeFeed, and which change each write leaves behind.
#include "storage/backends.hpp"

namespace likeness::test {

namespace {

template <class Backend> class ChangeFeedContract : public testing::Test {
public:
    ChangeFeedContract() { EXPECT_TRUE(backend.people().add({ person, std::nullopt })); }

    // The changes since the last call.
    std::vector<Change> news()
    {
        auto const changes = feed->after(head).value();
        EXPECT_TRUE(changes.complete);
        EXPECT_EQ(changes.head - head, static_cast<std::int64_t>(changes.changes.size()));
        head = changes.head;
        return changes.changes;
    }

    Backend backend;
    std::unique_ptr<ChangeFeed> feed = backend.open_change_feed();
    std::int64_t head = 0;
    Person const person = sadie();
};

using Names = std::vector<Change>;
using enum ChangeKind;

}

TYPED_TEST_SUITE(ChangeFeedContract, Backends);

TYPED_TEST(ChangeFeedContract, TellsAChangeOnce)
{
    EXPECT_EQ(this->news(), (Names { { people, this->person.id } }));
    EXPECT_TRUE(this->news().empty());
    EXPECT_TRUE(this->news().empty());
}

TYPED_TEST(ChangeFeedContract, TellsOldChangesAgainToWhoAsksForThem)
{
    auto const all = this->feed->after(0).value();
    EXPECT_EQ(this->feed->after(all.head).value().changes.size(), 0u);
    EXPECT_EQ(this->feed->after(0).value().changes, all.changes);
    EXPECT_EQ(this->backend.open_change_feed()->after(0).value().changes, all.changes);
}

TYPED_TEST(ChangeFeedContract, NamesThePersonWhosePhotoHasChanged)
{
    this->news();
    auto& photos = this->backend.photos();
    ASSERT_TRUE(photos.replace(this->person.id, upload(this->person.id, { PhotoSize::hr48x48 }, 1)));
    ASSERT_TRUE(photos.remove(this->person.id, noon));
    ASSERT_TRUE(photos.use_directory(this->person.id, noon));
    Change const changed { photo, this->person.id };
    EXPECT_EQ(this->news(), (Names { changed, changed, changed }));
}

TYPED_TEST(ChangeFeedContract, NamesThePersonWhoIsAddedUpdatedOrRemoved)
{
    this->news();
    auto const other = hope();
    ASSERT_TRUE(this->backend.people().add({ other, std::nullopt }));
    ASSERT_TRUE(this->backend.people().update({ other, std::nullopt }));
    ASSERT_TRUE(this->backend.people().remove(other.id));
    Change const changed { people, other.id };
    EXPECT_EQ(this->news(), (Names { changed, changed, changed }));
}

TYPED_TEST(ChangeFeedContract, TellsOfABatchOnceAndWithoutNames)
{
    this->news();
    std::vector const batch { PersonEntry { sadie(), std::nullopt }, PersonEntry { hope(), std::nullopt } };
    ASSERT_TRUE(this->backend.people().import(batch));
    EXPECT_EQ(this->news(), (Names { { people, std::nullopt } }));
}

TYPED_TEST(ChangeFeedContract, TellsOfAccountsWithoutNames)
{
    this->news();
    auto& accounts = this->backend.accounts();
    ASSERT_TRUE(accounts.set_password(address("sadie@contoso.com"), "hash", Role::user));
    ASSERT_TRUE(accounts.set_role(address("sadie@contoso.com"), Role::admin));
    ASSERT_TRUE(accounts.remove(address("sadie@contoso.com")));
    Change const changed { ChangeKind::accounts, std::nullopt };
    EXPECT_EQ(this->news(), (Names { changed, changed, changed }));
}

TYPED_TEST(ChangeFeedContract, TellsNothingOfWritesThatWereRefused)
{
    this->news();
    auto const nobody = base::random_guid();
    EXPECT_FALSE(this->backend.photos().remove(nobody, noon));
    EXPECT_FALSE(this->backend.people().add({ this->person, std::nullopt }));
    EXPECT_FALSE(this->backend.people().remove(nobody));
    EXPECT_FALSE(this->backend.accounts().remove(address("nobody@contoso.com")));
    std::vector const batch { PersonEntry { person_named("Clash", "s.daniels@contoso.com"), std::nullopt } };
    EXPECT_EQ(this->backend.people().import(batch).value().size(), 1u);
    EXPECT_TRUE(this->news().empty());
}

TYPED_TEST(ChangeFeedContract, RemembersTenThousandChangesAndForgetsOlderOnesInTime)
{
    // The head is then 20 times 1024: whoever forgets a thousand at a time does so there.
    this->backend.make_changes(20 * 1024 - 1);
    auto const newest = this->feed->after(0).value().head;
    EXPECT_EQ(newest, 20 * 1024);
    auto const remembered = this->feed->after(newest - changes_kept).value();
    EXPECT_TRUE(remembered.complete);
    EXPECT_EQ(remembered.changes.size(), static_cast<std::size_t>(changes_kept));
    EXPECT_FALSE(this->feed->after(newest - changes_kept - 1).value().complete);
}

TYPED_TEST(ChangeFeedContract, SaysToForgetEverythingWhenItIsAskedForChangesThatItCannotKnow)
{
    for (std::int64_t const unknown : { -1, 2, 1'000'000 }) {
        auto const changes = this->feed->after(unknown).value();
        EXPECT_FALSE(changes.complete) << unknown;
        EXPECT_EQ(changes.head, 1) << unknown;
        EXPECT_TRUE(changes.changes.empty()) << unknown;
    }
}

}
