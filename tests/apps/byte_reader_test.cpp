#include "apps/likeness/byte_reader.hpp"

#include "apps/text_source.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::ByteReader;

std::string rest_of(ByteReader& in)
{
    std::string rest;
    for (int letter = in.next(); letter != ByteReader::end; letter = in.next())
        rest += static_cast<char>(letter);
    return rest;
}

TEST(ByteReader, ReadsEveryLetterOnceHoweverSmallItsBuffer)
{
    std::string const text = "The quick brown fox\n\xFF\x00 end";
    for (std::size_t buffer_bytes = 1; buffer_bytes < 30; ++buffer_bytes) {
        auto in = reader_of(text, 4, buffer_bytes);
        EXPECT_EQ(rest_of(in), text);
        EXPECT_EQ(in.position(), text.size());
        EXPECT_EQ(in.next(), ByteReader::end);
    }
}

TEST(ByteReader, LooksAheadWithoutTaking)
{
    auto in = reader_of("abcdefghij", 3, 8);
    EXPECT_EQ(in.ahead(5), "abcde");
    EXPECT_EQ(in.ahead(100), "abcdefgh"); // No more than its buffer holds.
    for (int i = 0; i < 6; ++i) in.next();
    EXPECT_EQ(in.ahead(8), "ghij");
    EXPECT_EQ(in.position(), 6u);
    EXPECT_EQ(rest_of(in), "ghij");
    EXPECT_EQ(in.ahead(1), "");
}

TEST(ByteReader, TakesWhatIsAtHandPieceByPiece)
{
    auto in = reader_of("abcdefghij", 3, 8);
    EXPECT_EQ(in.ahead(5), "abcde");
    in.next();
    EXPECT_EQ(in.take(), "bcdef"); // Two reads of three letters.
    EXPECT_EQ(in.position(), 6u);
    std::string rest;
    for (auto piece = in.take(); !piece.empty(); piece = in.take()) rest += piece;
    EXPECT_EQ(rest, "ghij");
    EXPECT_EQ(in.position(), 10u);
}

TEST(ByteReader, EndsAtAnErrorAndKeepsIt)
{
    int calls = 0;
    ByteReader in([&](std::span<char> into) -> base::BasicResult<std::size_t, std::error_code> {
        if (++calls > 1) return tl::unexpected(std::make_error_code(std::errc::io_error));
        into[0] = 'a';
        return 1u;
    });
    EXPECT_EQ(rest_of(in), "a");
    EXPECT_EQ(in.error(), std::errc::io_error);
    EXPECT_EQ(calls, 2); // Not tried again: a bad disk answers slowly.
}

TEST(ByteReader, OpensFilesAndTellsTheirSize)
{
    test::TemporaryFolder const folder;
    std::ofstream(folder.path() / "file") << "twelve bytes";
    auto opened = app::open_file(folder.path() / "file");
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->bytes, 12u);
    EXPECT_EQ(rest_of(opened->reader), "twelve bytes");
    EXPECT_FALSE(app::open_file(folder.path()));
    EXPECT_FALSE(app::open_file(folder.path() / "none"));
}

}
}
