// What requests parsed to, remembered by their bytes.
#include "endpoints/parsed_memo.hpp"

#include <gtest/gtest.h>

namespace likeness::endpoints {
namespace {

using Memo = ParsedMemo<int, 4, 8>;

TEST(ParsedMemo, KeepsWhatIsAskedASecondTime)
{
    Memo memo;
    Memo::Key const key("photo");
    EXPECT_EQ(memo.find(key), nullptr);
    memo.keep(key, 1);
    EXPECT_EQ(memo.find(key), nullptr);
    memo.keep(key, 2);
    ASSERT_NE(memo.find(key), nullptr);
    EXPECT_EQ(*memo.find(key), 2);
}

TEST(ParsedMemo, AnswersForTheVeryBytesAlone)
{
    Memo memo;
    std::string const texts[]
        = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" }; // More than it has slots.
    for (int i = 0; i < 10; ++i)
        for (int again = 0; again < 2; ++again) memo.keep(Memo::Key(texts[i]), i);
    for (int i = 0; i < 10; ++i) {
        auto const* const found = memo.find(Memo::Key(texts[i]));
        EXPECT_EQ(found ? *found : i, i);
    }
    EXPECT_NE(memo.find(Memo::Key(texts[9])), nullptr);
}

TEST(ParsedMemo, KeepsNoLongTexts)
{
    Memo memo;
    Memo::Key const key("123456789");
    memo.keep(key, 1);
    memo.keep(key, 1);
    EXPECT_EQ(memo.find(key), nullptr);
}

}
}
