#include "vcard/content_line.hpp"
#include "vcard/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::vcard {
namespace {

struct Sample {
    std::string_view text;
    ContentLine line;
};

Sample const samples[] {
    { "FN:Sadie Daniels", { .name = "FN", .value = "Sadie Daniels" } },
    { "item1.tel;type=HOME,voice:+1:2",
        { .group = "item1",
            .name = "TEL",
            .parameters = { { "TYPE", { "HOME", "voice" } } },
            .value = "+1:2" } },
    // 2.1, 2.1.2: what a parameter is called may be left out.
    { "NOTE;WORK;QUOTED-PRINTABLE:a",
        { .name = "NOTE",
            .parameters = { { "TYPE", { "WORK" } }, { "ENCODING", { "QUOTED-PRINTABLE" } } },
            .value = "a" } },
    // RFC 6350, 3.3: within quotation marks nothing ends.
    { "ADR;LABEL=\"1 Main; Street: 2\":x",
        { .name = "ADR", .parameters = { { "LABEL", { "1 Main; Street: 2" } } }, .value = "x" } },
    // Many programs quote the whole list.
    { "TEL;TYPE=\"work,voice\":1",
        { .name = "TEL", .parameters = { { "TYPE", { "work,voice" } } }, .value = "1" } },
    // RFC 6868.
    { "MEMBER;X-CN=\"S ^'D^' ^^^n.\":m",
        { .name = "MEMBER", .parameters = { { "X-CN", { "S \"D\" ^\n." } } }, .value = "m" } },
    { "NOTE;X=5\" wide:y", { .name = "NOTE", .parameters = { { "X", { "5\" wide" } } }, .value = "y" } },
    { "NOTE;;:", { .name = "NOTE" } },
};

TEST(ContentLine, IsTakenApart)
{
    for (auto const& [text, line] : samples) EXPECT_EQ(parse_content_line(text), line) << text;
}

TEST(ContentLine, IsNoneWithoutNameOrColon)
{
    for (std::string_view const text : { "", ":", "FN", ";TYPE=home:1", "two words:1", "item1.:1", "\x01:1" })
        EXPECT_FALSE(parse_content_line(text)) << text;
}

TEST(ContentLine, IsNoneWithMoreParametersThanAreTaken)
{
    std::string text = "TEL";
    for (std::size_t i = 0; i < limits::line_parameters_max; ++i) text += ";HOME";
    EXPECT_TRUE(parse_content_line(text + ":1"));
    EXPECT_FALSE(parse_content_line(text + ";HOME:1"));
}

TEST(ContentLine, IsFoldedAtSeventyFiveBytesAndNeverWithinALetter)
{
    std::string value;
    for (int i = 0; i < 100; ++i) value += "\xC3\xA9"; // é
    std::string written;
    write_content_line({ .name = "NOTE", .value = value }, written);
    std::string unfolded;
    std::size_t begin = 0;
    while (begin < written.size()) {
        auto const end = written.find("\r\n", begin);
        auto const line = written.substr(begin, end - begin);
        EXPECT_LE(line.size(), 75u);
        EXPECT_NE(static_cast<unsigned char>(line[begin == 0 ? 0 : 1]) & 0xC0u, 0x80u);
        unfolded += line.substr(begin == 0 ? 0 : 1);
        begin = end + 2;
    }
    EXPECT_EQ(unfolded, "NOTE:" + value);
}

TEST(ContentLine, IsReadBackAsItWasWritten)
{
    for (auto const& [text, line] : samples) {
        auto without_group = line;
        without_group.group.clear();
        std::string written;
        write_content_line(without_group, written);
        ASSERT_TRUE(written.ends_with("\r\n"));
        EXPECT_EQ(parse_content_line(std::string_view(written).substr(0, written.size() - 2)), without_group)
            << written;
    }
}

}
}
