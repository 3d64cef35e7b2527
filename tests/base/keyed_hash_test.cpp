#include "base/keyed_hash.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

SecretKey key_of(int byte)
{
    SecretKey key;
    key.fill(static_cast<std::byte>(byte));
    return key;
}

Digest hash(SecretKey const& key, std::initializer_list<std::string_view> texts)
{
    // keyed_hash takes its parts as a list too, so each count has its own line.
    auto const* const text = texts.begin();
    switch (texts.size()) {
    case 0: return keyed_hash(key, {});
    case 1: return keyed_hash(key, { as_bytes(text[0]) });
    default: return keyed_hash(key, { as_bytes(text[0]), as_bytes(text[1]) });
    }
}

TEST(KeyedHash, IsTheSameForTheSameKeyAndText)
{
    EXPECT_EQ(hash(key_of(1), { "abc" }), hash(key_of(1), { "abc" }));
    EXPECT_NE(hash(key_of(1), { "abc" }), hash(key_of(2), { "abc" }));
    EXPECT_NE(hash(key_of(1), { "abc" }), hash(key_of(1), { "abd" }));
}

// Entity tags are made of it: a new value would make every client download every picture again.
TEST(KeyedHash, StaysWhatItIsFromReleaseToRelease)
{
    EXPECT_EQ(hex_of(hash(key_of(7), { "sadie", "photo" }), 16), "2A318CDA226F5BF1F4857C637ACFDBA0");
}

TEST(KeyedHash, TellsWhereOnePartEnds)
{
    EXPECT_NE(hash(key_of(1), { "ab", "c" }), hash(key_of(1), { "a", "bc" }));
    EXPECT_NE(hash(key_of(1), { "abc", "" }), hash(key_of(1), { "", "abc" }));
    EXPECT_NE(hash(key_of(1), { "abc", "" }), hash(key_of(1), { "abc" }));
    EXPECT_NE(hash(key_of(1), { "" }), hash(key_of(1), {}));
}

TEST(QuickKeyedHash, DependsOnTheKeyAndOnEveryByte)
{
    EXPECT_EQ(quick_keyed_hash(key_of(1), as_bytes("abc")), quick_keyed_hash(key_of(1), as_bytes("abc")));
    EXPECT_NE(quick_keyed_hash(key_of(1), as_bytes("abc")), quick_keyed_hash(key_of(2), as_bytes("abc")));
    EXPECT_NE(quick_keyed_hash(key_of(1), as_bytes("abc")), quick_keyed_hash(key_of(1), as_bytes("abd")));
    EXPECT_NE(quick_keyed_hash(key_of(1), as_bytes("abc")), quick_keyed_hash(key_of(1), as_bytes("abc\n")));
}

TEST(KeyedHash, HasAKeyOfItsOwnEachTime)
{
    EXPECT_NE(random_key(), random_key());
    EXPECT_NE(random_key(), SecretKey {});
}

TEST(KeyedHash, ShowsItsFirstBytesAsUpperCaseHexadecimal)
{
    Digest digest {};
    digest[0] = std::byte { 0x0A };
    digest[1] = std::byte { 0xF9 };
    EXPECT_EQ(hex_of(digest, 2), "0AF9");
    EXPECT_EQ(hex_of(digest, 0), "");
    EXPECT_EQ(hex_of(digest, 16).size(), 32u);
    EXPECT_EQ(hex_of(digest, 99).size(), 32u); // There are no more.
}

}
}
