// The controls of syncrepl, byte for byte. Source: RFC 4533 section 2.
#include "directory/ldap/sync_control.hpp"

#include <gtest/gtest.h>

namespace likeness::directory::ldap {

namespace {

using namespace std::string_literals;

std::string const uuid = "0123456789abcdef";

TEST(SyncControl, AsksFromTheBeginningOrFromACookieOn)
{
    EXPECT_EQ(sync_request_value(SyncMode::refresh_only, std::nullopt), "\x30\x03\x0A\x01\x01"s);
    EXPECT_EQ(
        sync_request_value(SyncMode::refresh_and_persist, "ab"), "\x30\x07\x0A\x01\x03\x04\x02"s + "ab");
}

TEST(SyncControl, ReadsTheStateOfAnEntry)
{
    auto const state = parse_sync_state("\x30\x15\x0A\x01\x03\x04\x10" + uuid);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->change, SyncChange::remove);
    EXPECT_EQ(state->uuid, uuid);
}

TEST(SyncControl, ReadsTheEndWithAndWithoutItsDefaults)
{
    auto const plain = parse_sync_done("\x30\x00"s);
    ASSERT_TRUE(plain);
    EXPECT_FALSE(plain->cookie);
    EXPECT_FALSE(plain->refresh_deletes);
    auto const full = parse_sync_done("\x30\x07\x04\x02"s + "ab" + "\x01\x01\xFF");
    ASSERT_TRUE(full);
    EXPECT_EQ(full->cookie, "ab");
    EXPECT_TRUE(full->refresh_deletes);
}

TEST(SyncControl, ReadsWhatComesBetweenEntries)
{
    auto const cookie = parse_sync_info("\x80\x02"s + "ab");
    ASSERT_TRUE(cookie);
    EXPECT_EQ(cookie->kind, SyncInfo::Kind::new_cookie);
    EXPECT_EQ(cookie->cookie, "ab");
    auto const ids = parse_sync_info("\xA3\x17\x01\x01\xFF\x31\x12\x04\x10"s + uuid);
    ASSERT_TRUE(ids);
    EXPECT_EQ(ids->kind, SyncInfo::Kind::id_set);
    EXPECT_TRUE(ids->refresh_deletes);
    EXPECT_EQ(ids->uuids, std::vector { uuid });
    auto const present = parse_sync_info("\xA2\x00"s);
    ASSERT_TRUE(present);
    EXPECT_EQ(present->kind, SyncInfo::Kind::refresh_present);
}

TEST(SyncControl, RefusesWhatIsCutShortOrOfAnotherForm)
{
    auto const state = "\x30\x15\x0A\x01\x03\x04\x10"s + uuid;
    for (std::size_t size = 0; size < state.size(); ++size)
        EXPECT_FALSE(parse_sync_state(std::string_view(state).substr(0, size))) << size;
    auto const ids = "\xA3\x17\x01\x01\xFF\x31\x12\x04\x10"s + uuid;
    for (std::size_t size = 0; size < ids.size(); ++size)
        EXPECT_FALSE(parse_sync_info(std::string_view(ids).substr(0, size))) << size;
    EXPECT_FALSE(parse_sync_state("\x30\x07\x0A\x01\x03\x04\x02"s + "ab")); // No UUID.
    EXPECT_FALSE(parse_sync_info("\x85\x01"s + "a"));
    EXPECT_FALSE(parse_sync_done("\x04\x00"s));
}

}

}
