// Ids on the wire: stable, opaque, and nobody's to make up.
// Source: spec/contacts.md 1; spec/clients.md.
#include "service/object_ids.hpp"

#include "base/base64.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness::service {
namespace {

base::SecretKey key_of(int byte)
{
    base::SecretKey key;
    key.fill(static_cast<std::byte>(byte));
    return key;
}

PersonId mailbox_of(unsigned char number)
{
    PersonId id;
    id.bytes[15] = std::byte { number };
    return id;
}

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
ObjectIds const ids(key_of(7));
ObjectId const contacts { .kind = ObjectKind::folder, .mailbox = mailbox_of(1), .object = 12 };

TEST(ObjectIds, ReadBackAsWhatWasWritten)
{
    for (auto const kind : { ObjectKind::folder, ObjectKind::item, ObjectKind::attachment,
             ObjectKind::hierarchy_state, ObjectKind::items_state, ObjectKind::persona })
        for (std::uint64_t const number :
            { std::uint64_t { 0 }, std::uint64_t { 1000 }, ~std::uint64_t { 0 } }) {
            ObjectId const id {
                .kind = kind, .mailbox = mailbox_of(2), .object = number, .extra = number / 2
            };
            auto const read = ids.read(ids.write(id));
            ASSERT_TRUE(read);
            EXPECT_EQ(*read, id);
        }
}

TEST(ObjectIds, AreAsLongAsExchangesAndBeginAsTheirs)
{
    auto const text = ids.write(contacts);
    EXPECT_EQ(text.size(), 152);
    EXPECT_TRUE(text.starts_with("AAMk"));
    EXPECT_TRUE(base::base64_decode(text));
    EXPECT_EQ(text.find('='), std::string::npos);
}

// Clients keep ids for years: a program that reads them differently has lost every one of them.
TEST(ObjectIds, AreTheSameForAsLongAsTheKeyIs)
{
    EXPECT_EQ(ids.write(contacts), ObjectIds(key_of(7)).write(contacts));
    EXPECT_EQ(ids.write(contacts),
        "AAMkoWVpLkrUDXI/dNHTEUIMdUOlpfwGAAHgJ8CelrwTbO6PelWjUis2s9p6VP7C4NU9Ne8hOJcfKtqPCLoja0Ij2dr/q/"
        "PFw+gbt4jUskqU"
        "NY8WI1NCQu1L3uBA4fEUA9+Tto4uos71SEB8OM2Qh80/");
}

TEST(ObjectIds, DifferWhereverTheObjectsDo)
{
    auto other = contacts;
    other.object = 13;
    EXPECT_NE(ids.write(other), ids.write(contacts));
    other = contacts;
    other.mailbox = mailbox_of(3);
    EXPECT_NE(ids.write(other), ids.write(contacts));
    other = contacts;
    other.kind = ObjectKind::item;
    EXPECT_NE(ids.write(other), ids.write(contacts));
}

TEST(ObjectIds, OfAnotherInstallationAreNone)
{
    auto const read = ObjectIds(key_of(8)).read(ids.write(contacts));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Code::invalid_id_malformed);
}

TEST(ObjectIds, TellAnEmptyIdFromAMalformedOne)
{
    EXPECT_EQ(ids.read("").error().code, Code::invalid_id_empty);
    for (auto const* const text : { "DUMMY", " ", "AAMk", "====" })
        EXPECT_EQ(ids.read(text).error().code, Code::invalid_id_malformed) << text;
    EXPECT_EQ(ids.read(std::string(152, 'A')).error().code, Code::invalid_id_malformed);
    EXPECT_EQ(ids.read(std::string(1 << 20, 'A')).error().code, Code::invalid_id_malformed);
}

TEST(ObjectIds, HaveOneSpellingAlone)
{
    auto const text = ids.write(contacts);
    for (auto const& other : { " " + text, text + " ", text + "\n", text + "=", text + "====", text + "AAAA",
             text.substr(0, 76) + "\r\n" + text.substr(76), text.substr(0, 151), text.substr(1) })
        EXPECT_FALSE(ids.read(other)) << other;
    auto blank_in_the_middle = text;
    blank_in_the_middle[80] = ' ';
    EXPECT_FALSE(ids.read(blank_in_the_middle));
}

TEST(ObjectIds, AreNoneWithAnyOneLetterChanged)
{
    auto const text = ids.write(contacts);
    for (std::size_t at = 0; at < text.size(); ++at)
        for (char const letter : letters) {
            if (letter == text[at]) continue;
            auto changed = text;
            changed[at] = letter;
            EXPECT_FALSE(ids.read(changed)) << at << letter;
        }
}

// Each an id with one to eight letters or bits changed. The million changes are in tests/base/sealed_test.cpp: here
// base64 takes nearly all of the time.
TEST(ObjectIds, AreNoneWithSeveralLettersOrBitsChanged)
{
    std::minstd_rand random(20'261'127);
    auto const text = ids.write(contacts);
    auto const bytes = base::base64_decode(text).value();
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto changed = text;
        auto const changes = 1 + random() % 8;
        if (i % 2 == 0) {
            for (unsigned change = 0; change < changes; ++change)
                changed[random() % changed.size()] = letters[random() % letters.size()];
        } else {
            auto flipped = bytes;
            for (unsigned change = 0; change < changes; ++change)
                flipped[random() % flipped.size()] ^= std::byte { 1 } << (random() % 8);
            changed = base::base64_encode(flipped);
        }
        if (changed != text && ids.read(changed)) ++accepted;
    }
    EXPECT_EQ(accepted, 0);
}

}
}
