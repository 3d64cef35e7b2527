// What an upload and a removal change in a directory elsewhere.
// Source: spec/photos.md 10, steps 6 and 7; spec/directory.md 8.
#include "service/remove_user_photo.hpp"
#include "service/scripted_renderer.hpp"
#include "service/set_user_photo.hpp"
#include "support/scripted_stores.hpp"
#include "support/scripted_write_back.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using namespace tests;
using testing::ElementsAre;
using testing::IsEmpty;

class WriteBackTest : public testing::Test {
protected:
    PersonId const sadie = person_id(1);
    ScriptedDirectory directory;
    ScriptedPhotos photos;
    ScriptedRenderer renderer;
    ScriptedWriter writer { photos };
    ScriptedMirror mirror { photos };
    EntityTags const tags { base::SecretKey {} };
    StoppedClock const clock;
    PhotoPolicy policy;
    Principal const owner { .address = address("sadie@contoso.com") };

    void SetUp() override { come_from("contoso"); }

    void come_from(std::string source)
    {
        directory.people = { person(sadie, "sadie@contoso.com") };
        directory.people.front().source = std::move(source);
    }
    Result<StoredUserPhoto> set(std::optional<WriteBack> write_back)
    {
        return set_user_photo({ address("sadie@contoso.com"), base::as_bytes("picture") }, owner,
            { directory, photos, renderer, tags, clock, policy, write_back });
    }
    Result<StoredUserPhoto> set() { return set(WriteBack { writer, mirror }); }
    Result<RemovedUserPhoto> remove(Removal removal, std::optional<WriteBack> write_back)
    {
        return remove_user_photo(
            address("sadie@contoso.com"), removal, owner, { directory, photos, clock, write_back });
    }
    Result<RemovedUserPhoto> remove(Removal removal) { return remove(removal, WriteBack { writer, mirror }); }

    void expect_trouble(Code code)
    {
        auto const stored = set();
        ASSERT_TRUE(stored) << for_operator(stored.error());
        ASSERT_TRUE(stored->thumbnail_trouble);
        EXPECT_EQ(stored->thumbnail_trouble->code, code);
        EXPECT_EQ(photos.updates.size(), 1u);
    }
};

TEST_F(WriteBackTest, WritesTheThumbnailOnceThePhotoIsStoredAndThenShowsIt)
{
    auto const stored = set();
    ASSERT_TRUE(stored);
    EXPECT_FALSE(stored->thumbnail_trouble);
    EXPECT_THAT(writer.written, ElementsAre("jpeg48"));
    EXPECT_THAT(writer.uploads_before, ElementsAre(1));
    auto const& shown = mirror.thumbnails.at(sadie).value();
    EXPECT_EQ(shown.content_type, "image/jpeg");
    EXPECT_EQ(base::as_text(shown.bytes), "jpeg48");
    EXPECT_EQ(shown.etag, tags.of(sadie, PhotoSource::directory, base::as_bytes("jpeg48")));
    EXPECT_EQ(shown.changed_at, clock.now());
    EXPECT_THAT(renderer.fitted, IsEmpty()) << "it fits as it is";
}

TEST_F(WriteBackTest, WritesTheRenditionOfThePolicysSizeOrTheLargestBelow)
{
    policy.thumbnail_px = 96;
    ASSERT_TRUE(set());
    renderer.edges = { 48, 64 };
    ASSERT_TRUE(set());
    renderer.edges = { 20 };
    ASSERT_TRUE(set());
    EXPECT_THAT(writer.written, ElementsAre("jpeg96", "jpeg64", "jpeg20"));
}

TEST_F(WriteBackTest, FitsThePolicysSizeBeforeItTakesASmallerOne)
{
    policy.thumbnail_px = 96;
    writer.bytes_max = 5; // "jpeg96" has six.
    ASSERT_TRUE(set());
    EXPECT_THAT(writer.written, ElementsAre("small jpeg96"));
    EXPECT_EQ(base::as_text(mirror.thumbnails.at(sadie)->bytes), "small jpeg96") << "what was written";

    renderer.least_bytes = { { "jpeg96", 6 }, { "jpeg64", 5 } };
    ASSERT_TRUE(set());
    EXPECT_EQ(writer.written.back(), "small jpeg64");
    EXPECT_THAT(renderer.fitted, ElementsAre("jpeg96", "jpeg96", "jpeg64"));
}

TEST_F(WriteBackTest, KeepsTheUploadWhereNoRenditionFits)
{
    writer.bytes_max = 5;
    renderer.least_bytes = { { "jpeg48", 6 } };
    expect_trouble(Code::data_size_limit_exceeded);
    EXPECT_THAT(writer.written, IsEmpty());
    EXPECT_THAT(mirror.thumbnails, IsEmpty());
}

TEST_F(WriteBackTest, KeepsTheUploadWhereTheRendererFailsThisTime)
{
    writer.bytes_max = 5;
    policy.thumbnail_px = 96;
    renderer.fit_error = Error { Code::server_busy, "busy", "" };
    expect_trouble(Code::server_busy);
    EXPECT_THAT(renderer.fitted, ElementsAre("jpeg96")) << "a smaller one is for what does not fit";
    EXPECT_THAT(writer.written, IsEmpty());
}

TEST_F(WriteBackTest, KeepsTheUploadAndShowsTheOldThumbnailWhereTheDirectoryCannotBeWritten)
{
    writer.error = Error { Code::ad_unavailable, "the directory is down", "" };
    expect_trouble(Code::ad_unavailable);
    EXPECT_THAT(mirror.thumbnails, IsEmpty());
}

TEST_F(WriteBackTest, TellsOfAMirrorThatCannotBeWritten)
{
    mirror.error = Error { Code::server_busy, "busy", "" };
    expect_trouble(Code::server_busy);
    EXPECT_THAT(writer.written, ElementsAre("jpeg48"));
}

TEST_F(WriteBackTest, WritesNothingForPeopleOfOurOwnAndOfDirectoriesThatAreNotToBeWritten)
{
    for (auto const* const source : { "", "fabrikam" }) {
        come_from(source);
        auto const stored = set();
        ASSERT_TRUE(stored);
        EXPECT_FALSE(stored->thumbnail_trouble);
        ASSERT_TRUE(remove(Removal::leave_nothing));
    }
    EXPECT_THAT(writer.uploads_before, IsEmpty());
    EXPECT_THAT(mirror.thumbnails, IsEmpty());
    EXPECT_EQ(photos.updates.size(), 2u);
}

TEST_F(WriteBackTest, WritesNothingForAnUploadThatWasNotStored)
{
    photos.down = true;
    EXPECT_EQ(set().error().code, Code::internal_server_transient_error);
    EXPECT_THAT(writer.uploads_before, IsEmpty());
}

TEST_F(WriteBackTest, NeedsNoDirectoryElsewhere)
{
    ASSERT_TRUE(set(std::nullopt));
    ASSERT_TRUE(remove(Removal::leave_nothing, std::nullopt));
    ASSERT_TRUE(remove(Removal::use_directory, std::nullopt));
}

TEST_F(WriteBackTest, RemovesTheThumbnailThereAndHereWhereNothingIsToBeLeft)
{
    auto const removed = remove(Removal::leave_nothing);
    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->person, sadie);
    EXPECT_FALSE(removed->thumbnail_trouble);
    EXPECT_TRUE(photos.removed[sadie]);
    EXPECT_THAT(writer.written, ElementsAre("-"));
    EXPECT_EQ(mirror.thumbnails.at(sadie), std::nullopt);
}

TEST_F(WriteBackTest, LeavesTheThumbnailInFavourOfWhichAPhotoIsRemoved)
{
    ASSERT_TRUE(remove(Removal::use_directory));
    EXPECT_THAT(writer.written, IsEmpty());
    EXPECT_THAT(mirror.thumbnails, IsEmpty());
}

TEST_F(WriteBackTest, RemovesThePhotoAlsoWhereTheDirectoryCannotBeWritten)
{
    writer.error = Error { Code::access_denied, "not with this account", "" };
    auto const removed = remove(Removal::leave_nothing);
    ASSERT_TRUE(removed);
    ASSERT_TRUE(removed->thumbnail_trouble);
    EXPECT_EQ(removed->thumbnail_trouble->code, Code::access_denied);
    EXPECT_TRUE(photos.removed[sadie]);
    EXPECT_THAT(mirror.thumbnails, IsEmpty());
}

class LivePersonTest : public WriteBackTest {
protected:
    void SetUp() override
    {
        WriteBackTest::SetUp();
        photos.strangers = { sadie };
        directory.thumbnails[sadie] = photo("thumbnail");
    }
    MirrorEntry const& remembered() const { return mirror.applied.front().second; }
};

TEST_F(LivePersonTest, IsRememberedAsTheyAreBeforeTheirPhotoIsStored)
{
    auto const stored = set();
    ASSERT_TRUE(stored) << for_operator(stored.error());
    EXPECT_FALSE(stored->thumbnail_trouble);
    ASSERT_EQ(mirror.applied.size(), 1u);
    EXPECT_EQ(mirror.applied.front().first, "contoso");
    auto hidden = directory.people.front(); // Who they are is for their own directory to say.
    hidden.visibility = Visibility::hidden;
    EXPECT_EQ(remembered().entry.person, hidden);
    EXPECT_EQ(remembered().entry.thumbnail, std::nullopt);
    EXPECT_EQ(remembered().entry.links, std::nullopt);
    EXPECT_EQ(remembered().dn, "");
    EXPECT_EQ(photos.updates.size(), 1u);
    EXPECT_THAT(writer.written, ElementsAre("jpeg48"));

    ASSERT_TRUE(set());
    EXPECT_EQ(mirror.applied.size(), 1u) << "once is enough";
}

TEST_F(LivePersonTest, IsRememberedAlsoWhereTheirDirectoryIsNotToBeWritten)
{
    writer.bytes_max = 0;
    ASSERT_TRUE(set());
    EXPECT_EQ(mirror.applied.size(), 1u);
    EXPECT_THAT(writer.written, IsEmpty());
}

TEST_F(LivePersonTest, CanHaveAllPicturesRemovedOrNone)
{
    ASSERT_TRUE(remove(Removal::use_directory)) << "it shows already";
    EXPECT_THAT(mirror.applied, IsEmpty());
    ASSERT_TRUE(remove(Removal::leave_nothing));
    EXPECT_EQ(mirror.applied.size(), 1u);
    EXPECT_TRUE(photos.removed[sadie]);
    EXPECT_THAT(writer.written, ElementsAre("-"));
}

TEST_F(LivePersonTest, CannotHaveAPhotoWhereTheyCannotBeRemembered)
{
    mirror.rejection = Error { Code::invalid_operation, "somebody else has this address", "" };
    EXPECT_EQ(set().error().code, Code::invalid_operation);
    mirror.rejection.reset();
    mirror.error = Error { Code::server_busy, "busy", "" };
    EXPECT_EQ(set().error().code, Code::server_busy);
    mirror.error.reset();
    EXPECT_THAT(photos.updates, IsEmpty());
    EXPECT_THAT(writer.uploads_before, IsEmpty());
    EXPECT_EQ(set(std::nullopt).error().code, Code::non_existent_mailbox);
}

TEST_F(LivePersonTest, IsNotTakenForSomebodyOfOurOwnWhoIsGone)
{
    come_from("");
    EXPECT_EQ(set().error().code, Code::non_existent_mailbox);
    EXPECT_EQ(remove(Removal::leave_nothing).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(remove(Removal::use_directory).error().code, Code::non_existent_mailbox);
    EXPECT_THAT(mirror.applied, IsEmpty());
}

}
}
