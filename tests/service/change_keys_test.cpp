// Change keys on the wire: what is written is read again, and what is not ours is of no change that ever was.
// Source: spec/contacts.md 1.
#include "service/change_keys.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

TEST(ChangeKeys, ReadBackAsTheChangeTheyWereWrittenFor)
{
    for (ChangeNumber const change : { 1u, 255u, 256u, 70'000u, 4'000'000'000u })
        for (auto const& key : { item_change_key(change), folder_change_key(change) })
            EXPECT_EQ(read_change_key(key).value(), change) << key;
}

TEST(ChangeKeys, LookLikeExchanges)
{
    EXPECT_EQ(item_change_key(1), "EQAAABYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");
    EXPECT_EQ(folder_change_key(258), "AQAAABYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEC");
}

TEST(ChangeKeys, OfOthersAreOfNoChangeThatEverWas)
{
    for (std::string_view const text : { "EQAAABYAAAD2WuN+TpqwSrNP9JCCMKC0AABLzXRv",
             "AQAAAA==", "CQAAABYAAAA=", "EQAAABYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAA==" })
        EXPECT_EQ(read_change_key(text).value(), ChangeNumber { 0 }) << text;
}

TEST(ChangeKeys, MayBeLeftOutButNotBeNoBase64)
{
    EXPECT_EQ(read_change_key("").value(), std::nullopt);
    EXPECT_EQ(read_change_key("?").error().code, Code::invalid_change_key);
}

}
}
