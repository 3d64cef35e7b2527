#include "base/sealed.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness::base {
namespace {

SecretKey key_of(int byte)
{
    SecretKey key;
    key.fill(static_cast<std::byte>(byte));
    return key;
}

Seal const seal(key_of(1), "test");

TEST(Seal, OpensToWhatWasSealed)
{
    for (auto const* const content : { "", "a", "the folder of contacts" }) {
        auto const opened = seal.open(seal.seal(as_bytes(content)));
        ASSERT_TRUE(opened);
        EXPECT_EQ(as_text(*opened), content);
    }
}

TEST(Seal, IsTheSameForTheSameContentAndAnotherForAnother)
{
    EXPECT_EQ(seal.seal(as_bytes("abc")), seal.seal(as_bytes("abc")));
    EXPECT_NE(seal.seal(as_bytes("abc")), seal.seal(as_bytes("abd")));
    EXPECT_EQ(seal.seal(as_bytes("abc")).size(), 3 + Seal::overhead_bytes);
}

TEST(Seal, DoesNotOpenForAnotherKeyOrPurpose)
{
    auto const sealed = seal.seal(as_bytes("abc"));
    EXPECT_FALSE(Seal(key_of(2), "test").open(sealed));
    EXPECT_FALSE(Seal(key_of(1), "other").open(sealed));
    EXPECT_TRUE(Seal(key_of(1), "test").open(sealed));
}

TEST(Seal, DoesNotOpenWhenABitWasChangedOrBytesAreMissing)
{
    auto const sealed = seal.seal(as_bytes("abc"));
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] ^= std::byte { 1 } << (bit % 8);
        EXPECT_FALSE(seal.open(changed)) << bit;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        EXPECT_FALSE(seal.open(ByteView(sealed).first(size))) << size;
}

TEST(Seal, DoesNotOpenAfterAMillionChangesOfOneToEightBits)
{
    auto const good = seal.seal(Bytes(71));
    auto changed = good;
    std::minstd_rand random(20'261'127);
    int opened = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        auto const changes = 1 + random() % 8;
        for (unsigned change = 0; change < changes; ++change)
            changed[random() % changed.size()] ^= std::byte { 1 } << (random() % 8);
        if (changed != good && seal.open(changed)) ++opened;
        if (i % 16 == 0) changed = good; // Otherwise they gather.
    }
    EXPECT_EQ(opened, 0);
}

TEST(Seal, ShowsNothingOfTheContent)
{
    auto const sealed = seal.seal(as_bytes("sadie@contoso.com"));
    EXPECT_EQ(as_text(sealed).find("sadie"), std::string_view::npos);
}

}
}
