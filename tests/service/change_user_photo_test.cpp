// Who may change a photo, and what a change writes.
// Source: spec/photos.md 6 and 10; spec/auth.md 6.
#include "core/limits.hpp"
#include "service/remove_user_photo.hpp"
#include "service/scripted_renderer.hpp"
#include "service/set_user_photo.hpp"
#include "service/thumbnail.hpp"
#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using namespace tests;

class ChangeUserPhotoTest : public testing::Test {
protected:
    PersonId const sadie = person_id(1);
    ScriptedDirectory directory;
    ScriptedPhotos photos;
    ScriptedRenderer renderer;
    EntityTags const tags { base::SecretKey {} };
    StoppedClock const clock;
    PhotoPolicy policy;

    Principal const owner { .address = address("Sadie@contoso.com") };
    Principal const other { .address = address("hope@contoso.com") };
    Principal const admin { .address = address("admin@contoso.com"), .role = Role::admin };

    void SetUp() override { directory.people = { person(sadie, "sadie@contoso.com") }; }

    Result<StoredUserPhoto> set(Principal const& caller, std::string_view email = "sadie@contoso.com",
        std::string_view content = "picture")
    {
        return set_user_photo({ address(email), base::as_bytes(content) }, caller,
            { directory, photos, renderer, tags, clock, policy });
    }
    Result<RemovedUserPhoto> remove(Principal const& caller, Removal removal)
    {
        return remove_user_photo(address("sadie@contoso.com"), removal, caller, { directory, photos, clock });
    }
};

TEST_F(ChangeUserPhotoTest, StoresEveryRenditionWithATagOfItsOwnBytes)
{
    ASSERT_TRUE(set(owner));
    ASSERT_EQ(photos.updates.size(), 1u);
    auto const& [person, update] = photos.updates.front();
    EXPECT_EQ(person, sadie);
    ASSERT_EQ(update.renditions.size(), 3u);
    for (auto const& rendition : update.renditions) {
        EXPECT_EQ(rendition.photo.content_type, "image/jpeg");
        EXPECT_EQ(rendition.photo.changed_at, clock.now());
        EXPECT_EQ(rendition.photo.etag, tags.of(sadie, PhotoSource::mailbox, rendition.photo.bytes));
    }
    EXPECT_NE(update.renditions[0].photo.etag, update.renditions[1].photo.etag);
}

TEST_F(ChangeUserPhotoTest, RefreshesTheThumbnailWithTheRenditionOfThePolicysSize)
{
    ASSERT_TRUE(set(owner));
    EXPECT_EQ(base::as_text(photos.updates.back().second.thumbnail->bytes), "jpeg48");
    policy.thumbnail_px = 96;
    ASSERT_TRUE(set(owner));
    EXPECT_EQ(base::as_text(photos.updates.back().second.thumbnail->bytes), "jpeg96");
    renderer.edges = { 20 };
    ASSERT_TRUE(set(owner));
    EXPECT_EQ(base::as_text(photos.updates.back().second.thumbnail->bytes), "jpeg20");
}

TEST_F(ChangeUserPhotoTest, GivesEqualPicturesOfTwoPeopleAndSourcesDifferentTags)
{
    auto const bytes = base::as_bytes("picture");
    auto const tag = tags.of(sadie, PhotoSource::mailbox, bytes);
    EXPECT_EQ(tag.size(), 16u);
    EXPECT_NE(tag, tags.of(person_id(2), PhotoSource::mailbox, bytes));
    EXPECT_NE(tag, tags.of(sadie, PhotoSource::directory, bytes));
    EXPECT_EQ(tag, tags.of(sadie, PhotoSource::mailbox, bytes));
}

TEST_F(ChangeUserPhotoTest, LetsOnlyTheOwnerAndAdminsChangeAPhoto)
{
    EXPECT_TRUE(set(owner));
    EXPECT_TRUE(set(admin));
    EXPECT_EQ(set(other).error().code, Code::access_denied);
    EXPECT_EQ(set(Principal {}).error().code, Code::access_denied);
    EXPECT_EQ(remove(other, Removal::leave_nothing).error().code, Code::access_denied);
    EXPECT_EQ(photos.updates.size(), 2u);
    EXPECT_EQ(renderer.calls, 2);
}

TEST_F(ChangeUserPhotoTest, TellsOnlyAdminsThatAnAddressIsNobodys)
{
    EXPECT_EQ(set(other, "nobody@contoso.com").error().code, Code::access_denied);
    EXPECT_EQ(set(admin, "nobody@contoso.com").error().code, Code::non_existent_mailbox);
}

TEST_F(ChangeUserPhotoTest, ChangesNothingForBytesThatAreNoPicture)
{
    EXPECT_EQ(set(owner, "sadie@contoso.com", "broken").error().code, Code::content_conversion_failed);
    EXPECT_EQ(set(owner, "sadie@contoso.com", "").error().code, Code::content_conversion_failed);
    EXPECT_TRUE(photos.updates.empty());
}

TEST_F(ChangeUserPhotoTest, RemovesForGoodOrInFavourOfTheDirectory)
{
    ASSERT_TRUE(remove(owner, Removal::leave_nothing));
    EXPECT_TRUE(photos.removed[sadie]);
    ASSERT_TRUE(remove(admin, Removal::use_directory));
    EXPECT_FALSE(photos.removed[sadie]);
}

TEST_F(ChangeUserPhotoTest, TakesAThumbnailAsItIsOrRefusesIt)
{
    std::string const jpeg = "\xFF\xD8\xFF\xE0 and so on";
    auto const taken = thumbnail_from(sadie, base::as_bytes(jpeg), tags, clock);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->content_type, "image/jpeg");
    EXPECT_EQ(base::as_text(taken->bytes), jpeg);
    EXPECT_EQ(thumbnail_from(sadie, base::as_bytes("text"), tags, clock).error().code,
        Code::content_conversion_failed);

    auto const most = jpeg + std::string(limits::thumbnail_bytes_max - jpeg.size(), 'x');
    EXPECT_TRUE(thumbnail_from(sadie, base::as_bytes(most), tags, clock));
    EXPECT_EQ(thumbnail_from(sadie, base::as_bytes(most + "x"), tags, clock).error().code,
        Code::data_size_limit_exceeded);
}

}
}
