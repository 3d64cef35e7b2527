#include "base/bytes.hpp"

#include <gtest/gtest.h>
#include <string>

namespace likeness::base {
namespace {

TEST(Bytes, AreTheSameMemoryAsText)
{
    std::string const text("a\0\xFF", 3);
    auto const bytes = as_bytes(text);
    ASSERT_EQ(bytes.size(), 3u);
    EXPECT_EQ(bytes[2], std::byte { 0xFF });
    EXPECT_EQ(as_text(bytes).data(), text.data());
    EXPECT_EQ(as_text(bytes), text);
}

TEST(Bytes, AreCopiedWhole)
{
    std::string text = "abc";
    auto const copy = copy_of(as_bytes(text));
    text[0] = 'x';
    EXPECT_EQ(as_text(copy), "abc");
    EXPECT_TRUE(copy_of({}).empty());
}

}
}
