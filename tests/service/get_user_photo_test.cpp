// Which picture is served.
// Source: spec/photos.md 3.2.
#include "service/get_user_photo.hpp"

#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using namespace tests;

class GetUserPhotoTest : public testing::Test {
protected:
    PersonId const sadie = person_id(1);
    ScriptedPhotos photos;
    ScriptedDirectory directory;
    PhotoPolicy policy;
    Principal const user { .address = address("hope@contoso.com") };
    Principal const admin { .address = address("admin@contoso.com"), .role = Role::admin };

    void SetUp() override { directory.people = { person(sadie, "sadie@contoso.com") }; }

    void store(PhotoSize size, std::string_view bytes, std::int64_t changed_at = 1'000)
    {
        photos.photos[{ sadie, size }] = photo(bytes, changed_at);
    }
    void thumbnail(std::string_view bytes, std::int64_t changed_at = 1'000)
    {
        directory.thumbnails[sadie] = photo(bytes, changed_at, "image/png");
    }
    Result<Photo> get(PhotoSize size) { return get(size, user); }
    Result<Photo> get(PhotoSize size, Principal const& caller)
    {
        return get_user_photo({ address("Sadie@Contoso.com"), size }, caller, photos, directory, policy);
    }
    std::string served(PhotoSize size)
    {
        auto const answer = get(size);
        return answer ? std::string(base::as_text(answer->bytes))
                      : std::string(response_code(answer.error().code));
    }
};

TEST_F(GetUserPhotoTest, ServesExactlyTheRequestedSizeWhenItIsStored)
{
    store(PhotoSize::hr96x96, "ninety-six");
    store(PhotoSize::hr648x648, "large");
    EXPECT_EQ(served(PhotoSize::hr96x96), "ninety-six");
}

TEST_F(GetUserPhotoTest, ServesTheLargestAndNotTheNearestWhenTheRequestedSizeIsMissing)
{
    store(PhotoSize::hr64x64, "small");
    store(PhotoSize::hr648x648, "large");
    EXPECT_EQ(served(PhotoSize::hr96x96), "large");
}

TEST_F(GetUserPhotoTest, PrefersTheThumbnailForHr48EvenWhenThatSizeIsStored)
{
    store(PhotoSize::hr48x48, "stored");
    thumbnail("thumbnail");
    EXPECT_EQ(served(PhotoSize::hr48x48), "thumbnail");
    EXPECT_EQ(served(PhotoSize::hr64x64), "stored");
}

TEST_F(GetUserPhotoTest, LetsTheNewerOneWinForHr48WhereThePolicySaysSo)
{
    policy.hr48_prefers = Hr48Prefers::newest;
    store(PhotoSize::hr48x48, "stored", 2'000);
    thumbnail("thumbnail", 1'000);
    EXPECT_EQ(served(PhotoSize::hr48x48), "stored");
    thumbnail("thumbnail", 3'000);
    EXPECT_EQ(served(PhotoSize::hr48x48), "thumbnail");
}

TEST_F(GetUserPhotoTest, PrefersTheMailboxPhotoForHr48WhereThePolicySaysSo)
{
    policy.hr48_prefers = Hr48Prefers::mailbox;
    store(PhotoSize::hr48x48, "stored");
    thumbnail("thumbnail");
    EXPECT_EQ(served(PhotoSize::hr48x48), "stored");
    EXPECT_EQ(directory.thumbnail_lookups, 0);
}

TEST_F(GetUserPhotoTest, ServesTheThumbnailUnchangedForEverySizeWhenNoPhotoIsStored)
{
    thumbnail("thumbnail");
    for (auto const size : photo_sizes) {
        auto const answer = get(size);
        ASSERT_TRUE(answer);
        EXPECT_EQ(*answer, photo("thumbnail", 1'000, "image/png"));
    }
}

TEST_F(GetUserPhotoTest, ServesNothingAfterARemovalButForHr48WhereAThumbnailIsBack)
{
    photos.removed[sadie] = true;
    EXPECT_EQ(served(PhotoSize::hr648x648), "ErrorItemNotFound");
    thumbnail("thumbnail");
    EXPECT_EQ(served(PhotoSize::hr648x648), "ErrorItemNotFound");
    EXPECT_EQ(served(PhotoSize::hr48x48), "thumbnail");
}

TEST_F(GetUserPhotoTest, CannotBeToldApartForNoPhotoNobodyAndSomebodyHidden)
{
    auto const no_photo = get(PhotoSize::hr96x96).error();
    directory.people.clear();
    auto const nobody = get(PhotoSize::hr96x96).error();
    directory.people = { person(sadie, "sadie@contoso.com", Visibility::hidden) };
    store(PhotoSize::hr96x96, "hidden");
    auto const hidden = get(PhotoSize::hr96x96).error();
    for (auto const& error : { no_photo, nobody, hidden }) {
        EXPECT_EQ(error.code, Code::item_not_found);
        EXPECT_EQ(error.message, "The photo wasn't found.");
        EXPECT_EQ(error.detail, "");
    }
}

TEST_F(GetUserPhotoTest, ShowsSomebodyHiddenToAnAdmin)
{
    directory.people = { person(sadie, "sadie@contoso.com", Visibility::hidden) };
    store(PhotoSize::hr96x96, "hidden");
    EXPECT_TRUE(get(PhotoSize::hr96x96, admin));
    EXPECT_FALSE(get(PhotoSize::hr96x96, Principal {}));
}

TEST_F(GetUserPhotoTest, ReportsAnUnreadableStoreRatherThanAMissingPhoto)
{
    photos.down = true;
    EXPECT_EQ(served(PhotoSize::hr96x96), "ErrorInternalServerTransientError");
    photos.down = false;
    directory.thumbnails_down = true;
    EXPECT_EQ(served(PhotoSize::hr96x96), "ErrorADUnavailable");
    directory.down = true;
    EXPECT_EQ(served(PhotoSize::hr96x96), "ErrorADUnavailable");
}

TEST_F(GetUserPhotoTest, ServesTheMailboxPhotoUncachedForHr48WhileTheDirectoryIsSilent)
{
    store(PhotoSize::hr648x648, "large");
    directory.thumbnails_down = true;
    auto const found
        = find_user_photo({ address("sadie@contoso.com"), PhotoSize::hr48x48 }, photos, directory, policy);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->photo, photo("large"));
    EXPECT_FALSE(found->may_be_cached);
    EXPECT_TRUE(
        find_user_photo({ address("sadie@contoso.com"), PhotoSize::hr96x96 }, photos, directory, policy)
            ->may_be_cached);
}

}
}
