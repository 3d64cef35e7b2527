#include "client/photos/cache_entry.hpp"

#include "base/keyed_hash.hpp"
#include "client/scripted_server.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

namespace {

CacheEntry entry_with_photo()
{
    return { .key = "https://mail.contoso.com/",
        .photo = ReceivedPhoto {
            PictureType::jpeg, "W/\"A1\"", base::copy_of(base::as_bytes(tests::jpeg_of(500))) } };
}

}

TEST(CacheEntry, IsReadAsItWasWritten)
{
    EXPECT_EQ(read_cache_entry(write_cache_entry(entry_with_photo())), entry_with_photo());
    CacheEntry const none { .key = "k", .photo = std::nullopt };
    EXPECT_EQ(read_cache_entry(write_cache_entry(none)), none);
}

TEST(CacheEntry, IsNoneWhenAnyByteIsAnother)
{
    auto const whole = write_cache_entry(entry_with_photo());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] ^= std::byte { 0x10 };
        EXPECT_FALSE(read_cache_entry(damaged)) << at;
    }
}

TEST(CacheEntry, IsNoneWhenItsEndIsMissingOrSomethingFollows)
{
    auto const whole = write_cache_entry(entry_with_photo());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_cache_entry(base::ByteView(whole).first(size))) << size;
    auto longer = whole;
    longer.push_back(std::byte { 0 });
    EXPECT_FALSE(read_cache_entry(longer));
}

TEST(CacheEntry, IsNoneWhenItHoldsWhatTheClientWouldNotHaveAccepted)
{
    // The digest is right in these: somebody else has written them.
    auto no_picture = entry_with_photo();
    no_picture.photo->bytes = base::copy_of(base::as_bytes("<html>"));
    EXPECT_FALSE(read_cache_entry(write_cache_entry(no_picture)));
    auto injecting = entry_with_photo();
    injecting.photo->validator = "\"A1\"\r\nX-Injected: yes";
    EXPECT_FALSE(read_cache_entry(write_cache_entry(injecting)));
    auto without_validator = entry_with_photo();
    without_validator.photo->validator.clear();
    EXPECT_FALSE(read_cache_entry(write_cache_entry(without_validator)));
}

TEST(CacheEntry, IsNoneWhenSomethingStandsBetweenThePictureAndARightDigest)
{
    auto file = write_cache_entry(entry_with_photo());
    file.resize(file.size() - base::Digest().size());
    file.push_back(std::byte { 0 });
    auto const digest = base::keyed_hash(base::SecretKey {}, { file });
    file.insert(file.end(), digest.begin(), digest.end());
    EXPECT_FALSE(read_cache_entry(file));
}

}
