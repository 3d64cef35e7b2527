// The contract of PhotoStore. Source: spec/photos.md 3 and 10.
#include "storage/backends.hpp"

namespace likeness::test {

namespace {

template <class Backend> class PhotoStoreContract : public testing::Test {
public:
    PhotoStoreContract()
    {
        EXPECT_TRUE(backend.people().add({ person, std::nullopt }));
        EXPECT_TRUE(backend.people().add({ other, std::nullopt }));
    }

    void put(PhotoUpdate const& update) { ASSERT_TRUE(backend.photos().replace(person.id, update)); }
    PhotoLookup found(PhotoSize size) { return backend.photos().find(person.id, size).value(); }
    PhotoSummary summary() { return backend.photos().summary(person.id).value(); }
    std::optional<Photo> thumbnail() { return backend.people().find_thumbnail(person.id).value(); }

    Backend backend;
    Person const person = sadie();
    Person const other = hope();
};

using enum PhotoSize;

}

TYPED_TEST_SUITE(PhotoStoreContract, Backends);

TYPED_TEST(PhotoStoreContract, ReportsNoPhotoAsAbsentNotAsAnError)
{
    EXPECT_EQ(this->found(hr96x96), PhotoLookup {});
    EXPECT_EQ(this->summary(), PhotoSummary {});
}

TYPED_TEST(PhotoStoreContract, ReportsSomebodyUnknownAsWithoutPhoto)
{
    EXPECT_EQ(this->backend.photos().find(base::random_guid(), hr96x96).value(), PhotoLookup {});
    EXPECT_EQ(this->backend.photos().summary(base::random_guid()).value(), PhotoSummary {});
}

TYPED_TEST(PhotoStoreContract, FindsTheSizeThatIsAskedFor)
{
    this->put(upload(this->person.id, { hr48x48, hr96x96, hr648x648 }, 1));
    EXPECT_EQ(this->found(hr96x96).photo, rendition(this->person.id, hr96x96, 1).photo);
    EXPECT_EQ(this->found(hr48x48).photo, rendition(this->person.id, hr48x48, 1).photo);
}

TYPED_TEST(PhotoStoreContract, FindsTheLargestNotTheNearestWhereTheSizeIsMissing)
{
    this->put(upload(this->person.id, { hr64x64, hr648x648 }, 1));
    EXPECT_EQ(this->found(hr96x96).photo, rendition(this->person.id, hr648x648, 1).photo);
    EXPECT_EQ(this->found(hr48x48).photo, rendition(this->person.id, hr648x648, 1).photo);
}

TYPED_TEST(PhotoStoreContract, KeepsTheTrueEdgeOfAPictureSmallerThanAnyCode)
{
    auto update = upload(this->person.id, { hr48x48 }, 1);
    update.renditions[0].edge_px = 17;
    this->put(update);
    EXPECT_EQ(this->found(hr648x648).photo, update.renditions[0].photo);
    EXPECT_EQ(this->summary().sizes.at(0).edge_px, 17);
}

TYPED_TEST(PhotoStoreContract, KeepsBytesOfEveryValueAndLength)
{
    auto update = upload(this->person.id, { hr48x48, hr64x64 }, 1);
    for (std::size_t at = 0; at < update.renditions[0].photo.bytes.size(); ++at)
        update.renditions[0].photo.bytes[at] = std::byte(at % 256);
    update.renditions[1].photo.bytes.clear();
    this->put(update);
    EXPECT_EQ(this->found(hr48x48).photo, update.renditions[0].photo);
    EXPECT_EQ(this->found(hr64x64).photo, update.renditions[1].photo);
}

TYPED_TEST(PhotoStoreContract, SummarizesSmallestFirst)
{
    this->put(upload(this->person.id, { hr648x648, hr48x48, hr120x120 }, 3));
    PhotoSummary expected {
        .version = 1, .removed = false, .changed_at = noon + std::chrono::seconds(3), .sizes = {}
    };
    for (auto const code : { hr48x48, hr120x120, hr648x648 }) {
        auto const photo = rendition(this->person.id, code, 3).photo;
        expected.sizes.push_back({ code, edge_px(code), photo.bytes.size(), photo.etag });
    }
    EXPECT_EQ(this->summary(), expected);
}

TYPED_TEST(PhotoStoreContract, ReplacesAllSizesAtOnce)
{
    this->put(upload(this->person.id, { hr48x48, hr96x96, hr648x648 }, 1));
    this->put(upload(this->person.id, { hr48x48, hr96x96 }, 2));
    EXPECT_EQ(this->summary().sizes.size(), 2u);
    EXPECT_EQ(this->found(hr648x648).photo, rendition(this->person.id, hr96x96, 2).photo);
}

TYPED_TEST(PhotoStoreContract, RaisesTheVersionWithEveryChange)
{
    auto& photos = this->backend.photos();
    EXPECT_EQ(photos.replace(this->person.id, upload(this->person.id, { hr48x48 }, 1)).value(), 1);
    EXPECT_EQ(photos.replace(this->person.id, upload(this->person.id, { hr48x48 }, 1)).value(), 2);
    ASSERT_TRUE(photos.remove(this->person.id, noon));
    EXPECT_EQ(this->summary().version, 3);
    ASSERT_TRUE(photos.use_directory(this->person.id, noon));
    EXPECT_EQ(this->summary().version, 4);
    EXPECT_EQ(photos.replace(this->person.id, upload(this->person.id, { hr48x48 }, 1)).value(), 5);
}

TYPED_TEST(PhotoStoreContract, KeepsThePhotosOfTwoPeopleApart)
{
    auto& photos = this->backend.photos();
    this->put(upload(this->person.id, { hr48x48 }, 1));
    ASSERT_TRUE(photos.replace(this->other.id, upload(this->other.id, { hr48x48 }, 2)));
    ASSERT_TRUE(photos.remove(this->person.id, noon));
    EXPECT_EQ(
        photos.find(this->other.id, hr48x48).value().photo, rendition(this->other.id, hr48x48, 2).photo);
    EXPECT_EQ(photos.summary(this->other.id).value().version, 1);
}

TYPED_TEST(PhotoStoreContract, LeavesATombstoneWhenAPhotoIsRemoved)
{
    this->put(upload(this->person.id, { hr48x48 }, 1));
    auto const later = noon + std::chrono::hours(1);
    ASSERT_TRUE(this->backend.photos().remove(this->person.id, later));
    EXPECT_EQ(this->found(hr48x48), (PhotoLookup { .photo = std::nullopt, .removed = true }));
    EXPECT_EQ(
        this->summary(), (PhotoSummary { .version = 2, .removed = true, .changed_at = later, .sizes = {} }));
}

TYPED_TEST(PhotoStoreContract, LeavesATombstoneWhereThereWasNoPhoto)
{
    ASSERT_TRUE(this->backend.photos().remove(this->person.id, noon));
    EXPECT_TRUE(this->found(hr48x48).removed);
}

TYPED_TEST(PhotoStoreContract, ClearsTheTombstoneWithANewPhoto)
{
    ASSERT_TRUE(this->backend.photos().remove(this->person.id, noon));
    this->put(upload(this->person.id, { hr48x48 }, 1));
    EXPECT_FALSE(this->found(hr48x48).removed);
    EXPECT_TRUE(this->found(hr48x48).photo);
}

TYPED_TEST(PhotoStoreContract, GoesBackToTheDirectoryFromAPhotoAndFromATombstone)
{
    this->put(upload(this->person.id, { hr48x48 }, 1));
    ASSERT_TRUE(this->backend.photos().use_directory(this->person.id, noon));
    EXPECT_EQ(this->found(hr48x48), PhotoLookup {});
    ASSERT_TRUE(this->backend.photos().remove(this->person.id, noon));
    ASSERT_TRUE(this->backend.photos().use_directory(this->person.id, noon));
    EXPECT_EQ(this->found(hr48x48), PhotoLookup {});
}

TYPED_TEST(PhotoStoreContract, CallsNothingAVersionWhereThereNeverWasAPhoto)
{
    ASSERT_TRUE(this->backend.photos().use_directory(this->person.id, noon));
    EXPECT_EQ(this->summary(), PhotoSummary {});
}

TYPED_TEST(PhotoStoreContract, RefreshesTheThumbnailOnlyWhereOneIsGiven)
{
    auto const first = picture(this->person.id, 1, 900, Source::directory);
    auto update = upload(this->person.id, { hr48x48 }, 1);
    update.thumbnail = first;
    this->put(update);
    EXPECT_EQ(this->thumbnail(), first);
    this->put(upload(this->person.id, { hr48x48 }, 2));
    EXPECT_EQ(this->thumbnail(), first);
    update.thumbnail = picture(this->person.id, 3, 70'000, Source::directory);
    this->put(update);
    EXPECT_EQ(this->thumbnail(), update.thumbnail);
}

TYPED_TEST(PhotoStoreContract, DropsTheThumbnailWithThePhotoButNotOnTheWayBackToTheDirectory)
{
    auto update = upload(this->person.id, { hr48x48 }, 1);
    update.thumbnail = picture(this->person.id, 1, 900, Source::directory);
    this->put(update);
    ASSERT_TRUE(this->backend.photos().use_directory(this->person.id, noon));
    EXPECT_EQ(this->thumbnail(), update.thumbnail);
    ASSERT_TRUE(this->backend.photos().remove(this->person.id, noon));
    EXPECT_EQ(this->thumbnail(), std::nullopt);
}

TYPED_TEST(PhotoStoreContract, RefusesToWriteForSomebodyUnknown)
{
    auto& photos = this->backend.photos();
    auto const nobody = base::random_guid();
    EXPECT_EQ(
        photos.replace(nobody, upload(nobody, { hr48x48 }, 1)).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(photos.remove(nobody, noon).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(photos.use_directory(nobody, noon).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(photos.find(nobody, hr48x48).value(), PhotoLookup {});
}

TYPED_TEST(PhotoStoreContract, RefusesAPhotoWithoutRenditionsOrWithOneCodeTwice)
{
    this->put(upload(this->person.id, { hr48x48 }, 1));
    for (auto const& bad :
        { upload(this->person.id, {}, 2), upload(this->person.id, { hr48x48, hr64x64, hr48x48 }, 2) })
        EXPECT_EQ(this->backend.photos().replace(this->person.id, bad).error().code, Code::invalid_request);
    EXPECT_EQ(this->found(hr64x64).photo, rendition(this->person.id, hr48x48, 1).photo);
    EXPECT_EQ(this->summary().version, 1);
}

TYPED_TEST(PhotoStoreContract, KeepsThePhotoWhenThePersonIsUpdated)
{
    this->put(upload(this->person.id, { hr48x48 }, 1));
    auto changed = this->person;
    changed.addresses = { address("sadie.new@contoso.com") };
    ASSERT_TRUE(this->backend.people().update({ changed, std::nullopt }));
    EXPECT_EQ(this->found(hr48x48).photo, rendition(this->person.id, hr48x48, 1).photo);
}

TYPED_TEST(PhotoStoreContract, ForgetsThePhotoWithThePerson)
{
    this->put(upload(this->person.id, { hr48x48 }, 1));
    ASSERT_TRUE(this->backend.people().remove(this->person.id));
    EXPECT_EQ(this->found(hr48x48), PhotoLookup {});
    ASSERT_TRUE(this->backend.people().add({ this->person, std::nullopt }));
    EXPECT_EQ(this->summary(), PhotoSummary {});
}

}
