#include "client/limits.hpp"
#include "client/photos/entity_tag.hpp"
#include "client/printable.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

TEST(Validator, IsTheTagAsItCameAndAlwaysQuoted)
{
    EXPECT_EQ(validator_from("\"11FC69C2\""), "\"11FC69C2\"");
    EXPECT_EQ(validator_from("  W/\"11FC69C2\" "), "W/\"11FC69C2\"");
    EXPECT_EQ(validator_from("11FC69C2"), "\"11FC69C2\"");
    // Unquoted it would ask for "any photo at all".
    EXPECT_EQ(validator_from("*"), "\"*\"");
}

TEST(Validator, IsEmptyWhenTheHeaderCannotBeSentBack)
{
    for (std::string_view const header :
        { "", " ", "\"", "\"\"", "W/\"\"", "\"a\", \"b\"", "\"a b\"", "\"a\r\nX: y\"", "\"a", "a\x7F" })
        EXPECT_EQ(validator_from(header), "") << header;
}

TEST(Validator, IsEmptyPastTheLimit)
{
    EXPECT_NE(validator_from('"' + std::string(limits::etag_bytes_max, 'a') + '"'), "");
    EXPECT_EQ(validator_from('"' + std::string(limits::etag_bytes_max + 1, 'a') + '"'), "");
}

TEST(Printable, LeavesTextAndDisarmsControls)
{
    EXPECT_EQ(printable("Basic realm=\"mail.contoso.com\""), "Basic realm=\"mail.contoso.com\"");
    EXPECT_EQ(printable("Gr\xC3\xBC\xC3\x9F"
                        "e"),
        "Gr\xC3\xBC\xC3\x9F"
        "e");
    EXPECT_EQ(printable("a\x1B[31mb\r\nc\x7F"), "a?[31mb??c?");
    EXPECT_EQ(printable("a\xC2\x9B"
                        "31m"),
        "a??31m"); // The control sequence introducer in one character.
    EXPECT_EQ(printable("a\xFF"
                        "b"),
        "a?b");
}

TEST(Printable, CutsLongTextBetweenCharacters)
{
    EXPECT_EQ(printable(std::string(200, 'a')), std::string(200, 'a'));
    EXPECT_EQ(printable(std::string(201, 'a')), std::string(200, 'a') + "...");
    EXPECT_EQ(printable(std::string(199, 'a') + "\xC3\xBC"), std::string(199, 'a') + "...");
}

}
