#include "client/photos/photo_cache.hpp"

#include "base/file.hpp"
#include "client/scripted_server.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace likeness::client {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

ReceivedPhoto photo(char filler, std::size_t size = 1000)
{
    return { PictureType::jpeg, std::string("\"") + filler + "\"",
        base::copy_of(base::as_bytes(tests::jpeg_of(size, filler))) };
}

CacheKey key_of(std::string_view email, PhotoSize size = PhotoSize::hr240x240)
{
    return { "https://mail.contoso.com/", "hope@contoso.com", { EmailAddress::parse(email).value(), size } };
}

CacheKey const sadie = key_of("sadie@contoso.com");

mode_t mode_of(fs::path const& file)
{
    struct stat facts {};
    EXPECT_EQ(::stat(file.c_str(), &facts), 0);
    return facts.st_mode & 0777;
}

class PhotoCacheTest : public testing::Test {
protected:
    std::vector<fs::path> files() const
    {
        return { fs::directory_iterator(folder), fs::directory_iterator() };
    }
    std::optional<ReceivedPhoto> kept(CacheKey const& key) const
    {
        return cache.find(key).value_or(CachedAnswer {}).photo;
    }

    test::TemporaryFolder const temporary;
    fs::path const folder = temporary.path() / "not" / "yet" / "there";
    PhotoCache cache = PhotoCache::open(folder).value();
};

}

TEST_F(PhotoCacheTest, GivesBackWhatItWasGiven)
{
    EXPECT_FALSE(cache.find(sadie));
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    EXPECT_EQ(kept(sadie), photo('a'));
    ASSERT_TRUE(cache.store(sadie, photo('b')));
    EXPECT_EQ(PhotoCache::open(folder)->find(sadie)->photo, photo('b'));
    EXPECT_EQ(files().size(), 1u);
}

TEST_F(PhotoCacheTest, RemembersThatThereWasNone)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    ASSERT_TRUE(cache.store(sadie, std::nullopt));
    auto const answer = cache.find(sadie);
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->photo);
}

TEST_F(PhotoCacheTest, KeepsSizesUsersServersAndPeopleApart)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    EXPECT_FALSE(cache.find(key_of("sadie@contoso.com", PhotoSize::hr648x648)));
    EXPECT_FALSE(cache.find(key_of("hope@contoso.com")));
    auto other = sadie;
    other.user = "";
    EXPECT_FALSE(cache.find(other));
    other = sadie;
    other.server = "https://mail.fabrikam.com/";
    EXPECT_FALSE(cache.find(other));
    EXPECT_TRUE(cache.find(key_of("SADIE@Contoso.com")));
}

TEST_F(PhotoCacheTest, KeepsNoPhotoThatItCouldNotAskWith)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    auto without = photo('b');
    without.validator.clear();
    ASSERT_TRUE(cache.store(sadie, without));
    EXPECT_FALSE(cache.find(sadie));
    EXPECT_TRUE(files().empty());
}

TEST_F(PhotoCacheTest, IgnoresADamagedEntryAndReplacesIt)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    auto const file = files().at(0);
    fs::resize_file(file, fs::file_size(file) / 2);
    EXPECT_FALSE(cache.find(sadie));
    ASSERT_TRUE(cache.store(sadie, photo('b')));
    EXPECT_EQ(kept(sadie), photo('b'));
    std::ofstream(file) << "something else";
    EXPECT_FALSE(cache.find(sadie));
}

TEST_F(PhotoCacheTest, IgnoresAnEntryUnderAnothersName)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    auto const file_of_sadie = files().at(0);
    ASSERT_TRUE(cache.store(key_of("hope@contoso.com"), photo('h')));
    for (auto const& file : files())
        if (file != file_of_sadie) fs::rename(file, file_of_sadie);
    EXPECT_FALSE(cache.find(sadie));
}

TEST_F(PhotoCacheTest, IsForItsUserAlone)
{
    EXPECT_EQ(mode_of(folder), 0700u);
    EXPECT_EQ(mode_of(folder.parent_path()), 0700u);
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    EXPECT_EQ(mode_of(files().at(0)), 0600u);
    fs::permissions(folder, fs::perms::owner_all | fs::perms::others_read);
    ASSERT_TRUE(PhotoCache::open(folder));
    EXPECT_EQ(mode_of(folder), 0700u);
}

TEST_F(PhotoCacheTest, SaysWhyAFolderCannotBeUsed)
{
    auto const file = temporary.path() / "file";
    std::ofstream(file) << "x";
    EXPECT_EQ(PhotoCache::open(file).error(), std::errc::not_a_directory);
    EXPECT_EQ(PhotoCache::open(file / "below").error(), std::errc::not_a_directory);
}

TEST_F(PhotoCacheTest, RemovesWhatWasCheckedLongestAgoPastItsLimit)
{
    // Nine entries of a little over 1,000 bytes fit, ten do not; nine tenths of the limit hold eight.
    auto small = PhotoCache::open(folder, 10'000).value();
    auto const nth
        = [](int n) { return key_of(std::string(1, static_cast<char>('a' + n)) + "@contoso.com"); };
    std::vector<fs::path> known;
    for (int n = 0; n < 9; ++n) {
        ASSERT_TRUE(small.store(nth(n), photo('x', 950)));
        for (auto const& file : files()) {
            if (std::ranges::find(known, file) != known.end()) continue;
            // In no order: 0 was checked last, then 4, 8, 3, 7, 2, 6, 1, and 5 longest ago.
            fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(1 + n * 7 % 9));
            known.push_back(file);
        }
    }
    small.confirm(nth(1));
    ASSERT_TRUE(small.store(sadie, photo('s', 950)));
    std::string left;
    for (int n = 0; n < 9; ++n)
        if (small.find(nth(n))) left += static_cast<char>('0' + n);
    EXPECT_EQ(left, "0123478") << "without 5 and 6, with 1, which was confirmed just now";
    EXPECT_TRUE(small.find(sadie));
}

TEST_F(PhotoCacheTest, ClearsAwayWhatADyingProcessLeft)
{
    auto const abandoned = folder / ".X.photo.part";
    auto const in_work = folder / ".Y.photo.part";
    std::ofstream(abandoned) << "x";
    std::ofstream(in_work) << "x";
    fs::last_write_time(abandoned, fs::file_time_type::clock::now() - 48h);
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    EXPECT_FALSE(fs::exists(abandoned));
    EXPECT_TRUE(fs::exists(in_work));
}

TEST_F(PhotoCacheTest, TellsWhenTheServerLastSaidSo)
{
    ASSERT_TRUE(cache.store(sadie, photo('a')));
    fs::last_write_time(files().at(0), fs::file_time_type::clock::now() - 48h);
    auto const now = std::chrono::system_clock::now();
    EXPECT_LT(cache.find(sadie)->checked_at, now - 47h);
    cache.confirm(sadie);
    EXPECT_GT(cache.find(sadie)->checked_at, now - 1h);
}

TEST_F(PhotoCacheTest, ShowsWholeEntriesWhileTwoProcessesReplaceThem)
{
    constexpr int rounds = 100;
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto mine = PhotoCache::open(folder, 200'000).value();
        bool all = true;
        for (int i = 0; i < rounds; ++i) all = mine.store(sadie, photo('c', 50'000)).has_value() && all;
        ::_exit(all ? 0 : 1);
    }
    ASSERT_TRUE(cache.store(sadie, photo('p', 90'000)));
    for (int i = 0; i < rounds; ++i) {
        auto const found = kept(sadie);
        ASSERT_TRUE(found) << "there is always one, and never half of one";
        ASSERT_TRUE(*found == photo('c', 50'000) || *found == photo('p', 90'000));
        ASSERT_TRUE(cache.store(sadie, photo('p', 90'000)));
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

TEST(PhotoCacheFolder, FollowsTheXdgRules)
{
    EXPECT_EQ(photo_cache_folder("/cache", "/home/x"), "/cache/likeness/photos");
    EXPECT_EQ(photo_cache_folder("", "/home/x"), "/home/x/.cache/likeness/photos");
    EXPECT_EQ(photo_cache_folder("relative", "/home/x"), "/home/x/.cache/likeness/photos");
    EXPECT_EQ(photo_cache_folder(nullptr, "/home/x"), "/home/x/.cache/likeness/photos");
    EXPECT_EQ(photo_cache_folder(nullptr, "relative"), std::nullopt);
    EXPECT_EQ(photo_cache_folder(nullptr, nullptr), std::nullopt);
}

}
