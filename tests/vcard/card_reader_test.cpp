#include "vcard/card_reader.hpp"

#include "vcard/cards.hpp"
#include "vcard/limits.hpp"
#include "vcard/values.hpp"

#include <gtest/gtest.h>

namespace likeness::vcard {
namespace {

std::vector<std::string> names_in(std::string_view text, std::size_t piece_bytes = 4096)
{
    std::vector<std::string> names;
    for (auto const& card : cards_of(text, piece_bytes)) {
        if (!card) {
            names.push_back("line " + std::to_string(card.error().line));
            continue;
        }
        for (auto const& line : card->lines)
            if (line.name == "FN") names.push_back(text_of(line));
    }
    return names;
}

using Names = std::vector<std::string>;

TEST(CardReader, ReadsCardsWithAnyLineEndInPiecesOfAnySize)
{
    for (std::string_view const end : { "\n", "\r\n", "\r", "\r\r\n" }) {
        std::string file = "\xEF\xBB\xBF"; // Windows puts a byte order mark before it.
        for (std::string_view const line : { "begin:vcard", "VERSION:3.0", "FN:Sadie", "END:VCARD ",
                 "BEGIN:VCARD", "VERSION:4.0", "FN:Ho", " pe", "END:VCARD" })
            file.append(line).append(end);
        for (std::size_t const bytes : { 1, 2, 3, 7, 4096 })
            EXPECT_EQ(names_in(file, bytes), (Names { "Sadie", "Hope" })) << bytes;
    }
}

TEST(CardReader, UnfoldsAsTheVersionHasIt)
{
    EXPECT_EQ(names_in(card_of("VERSION:2.1\nFN:Sadie\n Daniels\n")), Names { "Sadie Daniels" });
    EXPECT_EQ(names_in(card_of("VERSION:3.0\nFN:Sadie\n  Daniels\n")), Names { "Sadie Daniels" });
    EXPECT_EQ(names_in(card_of("VERSION:4.0\nFN:Sa\n\tdie\n")), Names { "Sadie" });
}

TEST(CardReader, TellsTheLineOfEachProperty)
{
    auto const cards = cards_of("\nBEGIN:VCARD\nVERSION:3.0\nFN:Sa\n die\n\nTEL:1\nEND:VCARD\n");
    ASSERT_EQ(cards.size(), 1u);
    EXPECT_EQ(cards[0]->line, 2u);
    EXPECT_EQ(cards[0]->lines.at(0).line, 4u);
    EXPECT_EQ(cards[0]->lines.at(1).line, 7u);
}

TEST(CardReader, GoesOnBehindACardThatDoesNotEnd)
{
    EXPECT_EQ(names_in("BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nFN:c\n"),
        (Names { "line 1", "b", "line 6" }));
}

TEST(CardReader, TellsOnceOfWhatStandsOutsideOfCards)
{
    EXPECT_EQ(names_in("email,name\nsadie@contoso.com,Sadie\n"), Names { "line 1" });
    EXPECT_EQ(names_in("\nBEGIN:VCALENDAR\nBEGIN:VCARD\nFN:a\nEND:VCARD\n\nEND:VCALENDAR\n"),
        (Names { "line 2", "a", "line 7" }));
    EXPECT_TRUE(names_in("\n\n").empty());
    EXPECT_TRUE(names_in("").empty());
}

TEST(CardReader, RefusesAFileInUtf16)
{
    auto const cards = cards_of(std::string_view("\xFF\xFE"
                                                 "B\0E\0\n\0B\0",
        10));
    ASSERT_EQ(cards.size(), 1u);
    ASSERT_FALSE(cards[0]);
    EXPECT_EQ(cards[0].error().text, "the file is in UTF-16: save it as UTF-8");
}

TEST(CardReader, LeavesOutALineThatIsTooLongAndTakesTheRestOfTheCard)
{
    std::string const long_line(limits::line_bytes_max + 1, 'a');
    auto const cards = cards_of(card_of("FN:Sadie\nNOTE:" + long_line + "\nTEL:1\n"));
    ASSERT_TRUE(cards.at(0));
    EXPECT_EQ(cards[0]->lines.size(), 2u);
    ASSERT_EQ(cards[0]->remarks.size(), 1u);
    EXPECT_EQ(cards[0]->remarks[0].line, 4u);
}

TEST(CardReader, LeavesOutACardThatIsTooLargeAndTakesTheNext)
{
    std::string large;
    for (std::size_t bytes = 0; bytes <= limits::card_bytes_max; bytes += 1u << 20)
        large += "NOTE:" + std::string(1u << 20, 'a') + "\n";
    std::string many;
    for (std::size_t i = 0; i <= limits::card_lines_max; ++i) many += "TEL:1\n";
    EXPECT_EQ(names_in(card_of(large) + card_of(many) + card_of("FN:Sadie\n")),
        (Names { "line 1", "line 21", "Sadie" }));
}

TEST(CardReader, SaysWhichLinesAreNoProperties)
{
    auto const cards
        = cards_of(card_of("FN:Sadie\nno property\nNOTE;CHARSET=KLINGON:a\nNOTE;CHARSET=UTF-8:\xFF\n"));
    ASSERT_TRUE(cards.at(0));
    EXPECT_EQ(texts_of(cards[0]->remarks),
        (std::vector<std::string> { "it is no property: no property",
            "its characters cannot be read: NOTE;CHARSET=KLINGON:a",
            "its characters cannot be read: NOTE;CHARSET=UTF-8:?" }));
}

struct Encoded {
    std::string_view lines;
    std::string_view name;
};

constexpr Encoded encoded[] {
    // 2.1, 2.1.3: a soft line break, within a letter, and what follows may begin with a blank that is meant.
    { "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=\n=BCrgen=\n Daniels\n", "J\xC3\xBCrgen Daniels" },
    { "FN;QUOTED-PRINTABLE:J=FCrgen\n",
        "J\xC3\xBCrgen" }, // What Outlook writes without saying so: Windows-1252.
    { "FN:J\xFCrgen\n", "J\xC3\xBCrgen" },
    { "FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=A3=F3d=BC\n", "\xC5\x81\xC3\xB3\x64\xC5\xBA" },
    { "FN;CHARSET=windows-1251:\xC8\xE2\xE0\xED\n", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD" },
    { "FN;CHARSET=SHIFT_JIS:\x8E\x52\n", "\xE5\xB1\xB1" },
    { "FN;ENCODING=QUOTED-PRINTABLE:a=3Db =zz\\n=0D=0A\n", "a=b =zz\\n" }, // Backslashes are what they are.
    { "FN;ENCODING=BASE64:U2FkaWU=\n", "Sadie" },
    { "FN;ENCODING=8BIT:Sadie\n", "Sadie" },
};

TEST(CardReader, DecodesTextAsOldCardsHaveIt)
{
    for (auto const& [lines, name] : encoded)
        EXPECT_EQ(names_in(card_of("VERSION:2.1\n" + std::string(lines))), Names { std::string(name) })
            << lines;
}

TEST(CardReader, PassesOverTheCardOfAnAgent)
{
    auto const cards
        = cards_of(card_of("VERSION:2.1\nFN:Sadie\nAGENT:\nBEGIN:VCARD\nFN:Hope\nEND:VCARD\nTEL:1\n"));
    ASSERT_EQ(cards.size(), 1u);
    ASSERT_TRUE(cards[0]);
    EXPECT_EQ(cards[0]->lines.size(), 2u);
    EXPECT_EQ(cards[0]->remarks.size(), 1u);
}

}
}
