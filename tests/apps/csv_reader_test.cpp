#include "apps/likeness/admin/csv_reader.hpp"

#include "apps/text_source.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::CsvReader;
using app::CsvRecord;

struct Contents {
    std::vector<CsvRecord> records;
    std::vector<app::CsvProblem> problems;
};

Contents read_all(std::string const& text, std::size_t record_bytes_max = 1000, char separator = ',',
    std::size_t piece_bytes = 7)
{
    auto in = reader_of(text, piece_bytes);
    CsvReader reader(in, separator, record_bytes_max);
    Contents contents;
    while (auto const next = reader.next()) {
        if (*next)
            contents.records.push_back(**next);
        else
            contents.problems.push_back(next->error());
    }
    return contents;
}

using Fields = std::vector<std::string>;

TEST(CsvReader, ReadsOneRecordHoweverItIsWritten)
{
    struct Case {
        std::string text;
        Fields fields;
    };
    for (auto const& [text, fields] : {
             Case { "a,b,c", { "a", "b", "c" } },
             Case { "a,b,c\r\n", { "a", "b", "c" } }, // RFC 4180, 2.1
             Case { "a,b,c\n", { "a", "b", "c" } },
             Case { "a,b,c\r", { "a", "b", "c" } },
             Case { ",,", { "", "", "" } },
             Case { "a,", { "a", "" } },
             Case { "\"\"", { "" } },
             Case { "\"a\",b", { "a", "b" } }, // 2.5
             Case { "\"a,b\",c", { "a,b", "c" } }, // 2.6
             Case { "\"a\r\nb\",c", { "a\r\nb", "c" } },
             Case { "\"a\"\"b\"", { "a\"b" } }, // 2.7
             Case { "\"\"\"\"", { "\"" } },
             Case { "a\"b,c", { "a\"b", "c" } }, // As spreadsheets write a measure in inches.
             Case { " \"a\" ,b",
                 { " \"a\" ", "b" } }, // A blank is part of the field, 2.4: so this is not quoted.
             Case { "\xFF,b", { "\xFF", "b" } }, // The encoding is for others to judge.
             Case { "\n\r\n\na,b\n\n", { "a", "b" } },
         }) {
        // Every way to cut the text into pieces that a pipe may deliver.
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            auto const contents = read_all(text, 1000, ',', piece);
            EXPECT_TRUE(contents.problems.empty()) << text;
            ASSERT_EQ(contents.records.size(), 1u) << text;
            EXPECT_EQ(contents.records[0].fields, fields) << text;
        }
    }
}

TEST(CsvReader, FindsNothingInAnEmptyFile)
{
    EXPECT_TRUE(read_all("").records.empty());
    EXPECT_TRUE(read_all("\r\n\n\r").records.empty());
}

TEST(CsvReader, TellsTheLineWhereARecordBegins)
{
    auto const contents = read_all("a\r\n\r\n\"b\r\nb\rb\nb\"\nc\rd");
    ASSERT_EQ(contents.records.size(), 4u);
    EXPECT_EQ(contents.records[0].line, 1u);
    EXPECT_EQ(contents.records[1].line, 3u);
    EXPECT_EQ(contents.records[2].line, 7u);
    EXPECT_EQ(contents.records[3].line, 8u);
}

TEST(CsvReader, GoesOnBehindALineThatItCannotRead)
{
    auto const contents = read_all("a,b\n\"a\"b,c\nd,e\n");
    EXPECT_EQ(contents.records, (std::vector<CsvRecord> { { 1, { "a", "b" } }, { 3, { "d", "e" } } }));
    ASSERT_EQ(contents.problems.size(), 1u);
    EXPECT_EQ(contents.problems[0].line, 2u);
    EXPECT_EQ(contents.problems[0].reason, "there is text behind a closing quote");
}

TEST(CsvReader, SaysWhereAQuoteWasOpenedThatIsNeverClosed)
{
    auto const contents = read_all("a\n\"b\nc\nd\n");
    EXPECT_EQ(contents.records.size(), 1u);
    ASSERT_EQ(contents.problems.size(), 1u);
    EXPECT_EQ(contents.problems[0].line, 2u);
    EXPECT_NE(contents.problems[0].reason.find("never closed"), std::string::npos);
}

TEST(CsvReader, BoundsARecordByItsLettersAndItsFields)
{
    for (auto const& too_long : { std::string(11, 'x'), std::string(11, ','),
             '"' + std::string(11, 'x') + '"', "\"" + std::string(11, '\n') }) {
        auto const contents = read_all("a\n" + too_long + "\nb\n", 10);
        ASSERT_EQ(contents.problems.size(), 1u) << too_long;
        EXPECT_EQ(contents.problems[0].line, 2u);
        EXPECT_NE(contents.problems[0].reason.find("more than 10 bytes"), std::string::npos);
        ASSERT_FALSE(contents.records.empty()) << too_long;
        EXPECT_EQ(contents.records.back().fields, Fields { "b" }) << too_long;
    }
    EXPECT_TRUE(read_all(std::string(9, 'x'), 10).problems.empty());
}

TEST(CsvReader, GuessesTheSeparatorFromTheHeader)
{
    auto const guessed = [](std::string const& text) {
        auto in = reader_of(text);
        return app::guess_csv_separator(in);
    };
    EXPECT_EQ(guessed("email,name"), ',');
    EXPECT_EQ(guessed("email;name\na,b,c"), ';');
    EXPECT_EQ(guessed("email\tname"), '\t');
    EXPECT_EQ(guessed("\"e,mail\";name"), ';');
    EXPECT_EQ(guessed("email\na;b"), ',');
    EXPECT_EQ(guessed(""), ',');
}

TEST(CsvReader, SplitsBySemicolonsWhereTheHeaderDoes)
{
    EXPECT_EQ(read_all("a,b;c\n", 1000, ';').records, (std::vector<CsvRecord> { { 1, { "a,b", "c" } } }));
}

}
}
