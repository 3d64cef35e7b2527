// Why which picture shows, and that it is the one that is served.
// Source: spec/photos.md 3.2.
#include "service/explain_photo.hpp"

#include "service/get_user_photo.hpp"
#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using namespace tests;
using namespace std::string_view_literals;

constexpr auto gif_thumbnail = "GIF89a\x30\0\x40\0"sv; // 48 x 64.

class ExplainPhotoTest : public testing::Test {
protected:
    PersonId const sadie = person_id(1);
    ScriptedPhotos photos;
    ScriptedDirectory directory;
    PhotoPolicy policy;

    void SetUp() override { directory.people = { person(sadie, "sadie@contoso.com") }; }

    void store(PhotoSize size, std::int64_t changed_at = 1'000)
    {
        photos.photos[{ sadie, size }] = photo(code_of(size), changed_at);
    }
    void thumbnail(std::int64_t changed_at = 1'000)
    {
        directory.thumbnails[sadie] = photo(gif_thumbnail, changed_at, "image/gif");
    }
    PhotoExplanation explained()
    {
        auto explanation = explain_photo(directory.people.front(), photos, directory, policy);
        EXPECT_TRUE(explanation) << for_operator(explanation.error());
        return explanation ? std::move(*explanation) : PhotoExplanation {};
    }
    std::string words(PhotoSize size)
    {
        auto const explanation = explained();
        return in_words(*std::ranges::find(explanation.shown, size, &ShownPhoto::size));
    }
    // Whether what is said to show is what find_user_photo serves.
    void expect_true_of_all_codes()
    {
        for (auto const& shown : explained().shown) {
            auto const served
                = find_user_photo({ address("sadie@contoso.com"), shown.size }, photos, directory, policy);
            auto const said = in_words(shown);
            ASSERT_EQ(served.has_value(), shown.choice.origin != PhotoOrigin::cannot_tell) << said;
            if (!served) continue;
            auto const tag = served->photo ? served->photo->etag : "";
            auto const is_thumbnail = tag == "TAG-" + std::string(gif_thumbnail);
            EXPECT_EQ(is_thumbnail, shown.choice.origin == PhotoOrigin::directory) << said;
            EXPECT_EQ(shown.rendition ? shown.rendition->etag : "", is_thumbnail ? "" : tag) << said;
        }
    }
};

TEST_F(ExplainPhotoTest, SaysWhatIsServedWhateverThereIs)
{
    for (unsigned facts = 0; facts < 1u << 6; ++facts)
        for (auto const prefers : { Hr48Prefers::directory, Hr48Prefers::newest, Hr48Prefers::mailbox }) {
            auto const is_set = [&](unsigned bit) { return (facts >> bit & 1) != 0; };
            photos.photos.clear();
            directory.thumbnails.clear();
            policy.hr48_prefers = prefers;
            if (is_set(0)) store(PhotoSize::hr48x48);
            if (is_set(1)) store(PhotoSize::hr240x240);
            if (is_set(2)) thumbnail(is_set(3) ? 2'000 : 500);
            photos.removed[sadie] = is_set(4);
            directory.thumbnails_down = is_set(5);
            SCOPED_TRACE(facts);
            expect_true_of_all_codes();
        }
}

TEST_F(ExplainPhotoTest, TellsTheSizeInQuestionFromTheLargest)
{
    store(PhotoSize::hr64x64);
    store(PhotoSize::hr240x240);
    EXPECT_EQ(words(PhotoSize::hr64x64), "the mailbox photo in that size");
    EXPECT_EQ(words(PhotoSize::hr96x96), "the largest of the mailbox photo: there is none of that size");
    auto const explanation = explained();
    EXPECT_EQ(explanation.shown[2].rendition.value().code, PhotoSize::hr240x240);
    EXPECT_EQ(explanation.shown[2].rendition.value().edge_px, 240);
}

TEST_F(ExplainPhotoTest, SaysWhyTheThumbnailShows)
{
    thumbnail();
    EXPECT_EQ(words(PhotoSize::hr48x48), "the directory's thumbnail: HR48x48 prefers it");
    EXPECT_EQ(words(PhotoSize::hr96x96), "the directory's thumbnail: there is no mailbox photo");
    policy.hr48_prefers = Hr48Prefers::newest;
    EXPECT_EQ(words(PhotoSize::hr48x48), "the directory's thumbnail: HR48x48 prefers the newest");
    store(PhotoSize::hr48x48, 2'000);
    EXPECT_EQ(words(PhotoSize::hr48x48),
        "the mailbox photo in that size; it is newer than the directory's thumbnail");
}

TEST_F(ExplainPhotoTest, SaysWhyNothingShows)
{
    EXPECT_EQ(words(PhotoSize::hr96x96), "nothing: neither the mailbox nor the directory has a picture");
    thumbnail();
    photos.removed[sadie] = true;
    EXPECT_EQ(words(PhotoSize::hr96x96), "nothing: the photo was removed on purpose (tombstone)");
    EXPECT_TRUE(explained().mailbox.removed);
}

TEST_F(ExplainPhotoTest, TellsASilentDirectoryFromNoThumbnail)
{
    directory.thumbnails_down = true;
    EXPECT_EQ(
        words(PhotoSize::hr48x48), "an error: there is no mailbox photo, and the directory cannot be asked");
    EXPECT_EQ(
        words(PhotoSize::hr96x96), "an error: there is no mailbox photo, and the directory cannot be asked");
    EXPECT_EQ(explained().thumbnail_trouble.value().code, Code::ad_unavailable);
    store(PhotoSize::hr96x96);
    EXPECT_EQ(words(PhotoSize::hr48x48),
        "the largest of the mailbox photo: there is none of that size; HR48x48 prefers the directory's "
        "thumbnail, but the directory cannot be asked");
    EXPECT_EQ(words(PhotoSize::hr96x96), "the mailbox photo in that size");
}

TEST_F(ExplainPhotoTest, DescribesWhatEachSourceHolds)
{
    directory.people.front().source = "contoso";
    directory.people.front().visibility = Visibility::hidden;
    store(PhotoSize::hr64x64);
    thumbnail(1'234);
    auto const explanation = explained();
    EXPECT_EQ(explanation.person, directory.people.front());
    EXPECT_EQ(explanation.mailbox, photos.summary(sadie).value());
    EXPECT_EQ(explanation.thumbnail,
        (ThumbnailSummary { .content_type = "image/gif",
            .bytes = gif_thumbnail.size(),
            .pixels = PictureSize { 48, 64 },
            .etag = "TAG-" + std::string(gif_thumbnail),
            .changed_at = base::Seconds(std::chrono::seconds(1'234)) }));
    EXPECT_FALSE(explanation.thumbnail_trouble);
}

TEST_F(ExplainPhotoTest, AsksTheDirectoryOnce)
{
    thumbnail();
    explained();
    EXPECT_EQ(directory.thumbnail_lookups, 1);
}

TEST_F(ExplainPhotoTest, ReportsAnUnreadableStore)
{
    photos.down = true;
    EXPECT_EQ(explain_photo(directory.people.front(), photos, directory, policy).error().code,
        Code::internal_server_transient_error);
}

// What find_user_photo relies on when it does not ask.
TEST(ChoosePhoto, DoesNotDependOnAThumbnailThatIsNotNeeded)
{
    for (unsigned facts = 0; facts < 1u << 2; ++facts)
        for (auto const prefers : { Hr48Prefers::directory, Hr48Prefers::newest, Hr48Prefers::mailbox })
            for (auto const size : photo_sizes) {
                PhotoLookup stored { .removed = (facts & 1) != 0 };
                if ((facts & 2) != 0) stored.photo = photo("stored");
                PhotoPolicy const policy { .hr48_prefers = prefers };
                if (needs_thumbnail(size, stored, policy)) continue;
                auto const without = choose_photo(size, facts_of(stored, std::nullopt), policy);
                EXPECT_EQ(choose_photo(size, facts_of(stored, photo("newer", 9'000)), policy), without);
                EXPECT_EQ(choose_photo(size, facts_of(stored, fail(Code::ad_unavailable, "down")), policy),
                    without);
            }
}

}
}
