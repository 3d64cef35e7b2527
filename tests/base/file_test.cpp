#include "base/file.hpp"

#include "support/temporary_folder.hpp"

#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace likeness::base {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
protected:
    fs::path path(std::string_view name) const { return folder_.path() / name; }

    fs::path file_with(std::string_view name, std::string_view text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

    std::size_t files_in_folder() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
    }

    test::TemporaryFolder folder_;
};

std::string text_of(fs::path const& file)
{
    auto const bytes = read_file(file, 1 << 20);
    return bytes ? std::string(as_text(*bytes)) : bytes.error().message();
}

std::error_condition error_of(auto const& result)
{
    return result ? std::error_condition() : result.error().default_error_condition();
}

mode_t mode_of(fs::path const& file)
{
    struct stat facts {};
    ::stat(file.c_str(), &facts);
    return facts.st_mode & 07777;
}

using ReadFile = FileTest;

TEST_F(ReadFile, ReadsAWholeFile)
{
    std::string const text = std::string("a\0b\n", 4) + std::string(300'000, 'x');
    EXPECT_EQ(text_of(file_with("some", text)), text);
    EXPECT_EQ(text_of(file_with("empty", "")), "");
}

TEST_F(ReadFile, TakesAsManyBytesAsTheLimitAndNoMore)
{
    for (std::size_t const size : { 1u, 65'535u, 65'536u, 65'537u, 200'000u }) {
        auto const file = file_with("some", std::string(size, 'x'));
        EXPECT_EQ(read_file(file, size).value().size(), size);
        EXPECT_EQ(error_of(read_file(file, size - 1)), std::errc::file_too_large);
    }
    EXPECT_TRUE(read_file(file_with("empty", ""), 0).value().empty());
}

TEST_F(ReadFile, ReadsWithoutALimitWhereItIsTheLargestNumber)
{
    EXPECT_EQ(
        read_file(file_with("some", "abc"), std::numeric_limits<std::size_t>::max()).value().size(), 3u);
}

TEST_F(ReadFile, DoesNotTakeMemoryForAFileThatIsTooLarge)
{
    auto const file = file_with("sparse", "");
    fs::resize_file(file, std::uintmax_t { 1 } << 40);
    EXPECT_EQ(error_of(read_file(file, 1000)), std::errc::file_too_large);
}

TEST_F(ReadFile, SaysWhatIsWrong)
{
    EXPECT_EQ(error_of(read_file(path("missing"), 1)), std::errc::no_such_file_or_directory);
    EXPECT_EQ(error_of(read_file(folder_.path(), 1)), std::errc::is_a_directory);
    EXPECT_EQ(error_of(read_file(file_with("some", "x") / "below", 1)), std::errc::not_a_directory);
    EXPECT_EQ(error_of(read_file("", 1)), std::errc::no_such_file_or_directory);
}

TEST_F(ReadFile, ReadsFilesThatSayTheyAreEmpty)
{
    EXPECT_TRUE(text_of("/proc/self/status").starts_with("Name:")); // Its st_size is 0.
}

TEST_F(ReadFile, ReadsAPipeToItsEndUpToTheLimit)
{
    auto const pipe = path("pipe");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    auto const read_through_pipe = [&](std::size_t size, std::size_t bytes_max) {
        std::jthread const writer([&] {
            std::ofstream out(pipe, std::ios::binary);
            for (std::size_t i = 0; i < size; i += 1000) out << std::string(1000, 'x') << std::flush;
        });
        return read_file(pipe, bytes_max);
    };
    EXPECT_EQ(read_through_pipe(50'000, 50'000).value().size(), 50'000u);
    EXPECT_EQ(error_of(read_through_pipe(50'000, 49'999)), std::errc::file_too_large);
}

using WriteFile = FileTest;

TEST_F(WriteFile, WritesAllBytesAndLeavesNothingElse)
{
    std::string const text = std::string("a\0b", 3) + std::string(300'000, 'x');
    ASSERT_TRUE(write_file_atomically(path("some"), as_bytes(text)));
    EXPECT_EQ(text_of(path("some")), text);
    ASSERT_TRUE(write_file_atomically(path("empty"), {}));
    EXPECT_EQ(text_of(path("empty")), "");
    EXPECT_EQ(files_in_folder(), 2u);
}

TEST_F(WriteFile, ReplacesWhatWasThere)
{
    auto const file = file_with("some", "a longer text");
    ASSERT_TRUE(write_file_atomically(file, as_bytes("new")));
    EXPECT_EQ(text_of(file), "new");
    EXPECT_EQ(files_in_folder(), 1u);
}

TEST_F(WriteFile, GivesAFileTheModeAskedForWhateverTheOldOneHad)
{
    auto const before = ::umask(022);
    auto const file = file_with("some", "x");
    fs::permissions(file, fs::perms::all);
    ASSERT_TRUE(write_file_atomically(file, as_bytes("x"), FileMode::secret));
    EXPECT_EQ(mode_of(file), 0600u);
    ASSERT_TRUE(write_file_atomically(file, as_bytes("x"), FileMode::shared));
    EXPECT_EQ(mode_of(file), 0644u);
    ::umask(before);
}

TEST_F(WriteFile, WritesANameThatIsAsLongAsANameCanBe)
{
    auto const file = path(std::string(255, 'n'));
    ASSERT_TRUE(write_file_atomically(file, as_bytes("x")));
    EXPECT_EQ(text_of(file), "x");
    EXPECT_EQ(error_of(write_file_atomically(path(std::string(256, 'n')), as_bytes("x"))),
        std::errc::filename_too_long);
    EXPECT_EQ(files_in_folder(), 1u);
}

TEST_F(WriteFile, WritesIntoTheCurrentFolderWhereNoneIsNamed)
{
    auto const before = fs::current_path();
    fs::current_path(folder_.path());
    EXPECT_TRUE(write_file_atomically("some", as_bytes("x")));
    fs::current_path(before);
    EXPECT_EQ(text_of(path("some")), "x");
}

TEST_F(WriteFile, ReplacesALinkAndNotWhatItLeadsTo)
{
    auto const target = file_with("target", "old");
    fs::create_symlink(target, path("link"));
    ASSERT_TRUE(write_file_atomically(path("link"), as_bytes("new")));
    EXPECT_EQ(text_of(target), "old");
    EXPECT_FALSE(fs::is_symlink(path("link")));
    EXPECT_EQ(text_of(path("link")), "new");
}

TEST_F(WriteFile, LeavesNothingBehindWhenItCannotReplace)
{
    fs::create_directory(path("folder"));
    EXPECT_EQ(error_of(write_file_atomically(path("folder"), as_bytes("x"))), std::errc::is_a_directory);
    EXPECT_EQ(files_in_folder(), 1u);
    EXPECT_TRUE(fs::is_directory(path("folder")));
}

TEST_F(WriteFile, SaysWhatIsWrong)
{
    EXPECT_EQ(error_of(write_file_atomically(path("missing") / "some", as_bytes("x"))),
        std::errc::no_such_file_or_directory);
    EXPECT_EQ(error_of(write_file_atomically(file_with("some", "x") / "below", as_bytes("x"))),
        std::errc::not_a_directory);
    EXPECT_FALSE(write_file_atomically("", as_bytes("x")));
}

// As a full disk would: some bytes go in, then no more.
TEST_F(WriteFile, KeepsTheOldFileWhenTheNewOneDoesNotFit)
{
    auto const file = file_with("some", "old");
    rlimit before {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    auto const handler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit const scarce { .rlim_cur = 10'000, .rlim_max = before.rlim_max };
    ::setrlimit(RLIMIT_FSIZE, &scarce);
    auto const written = write_file_atomically(file, as_bytes(std::string(100'000, 'x')));
    ::setrlimit(RLIMIT_FSIZE, &before);
    (void)::signal(SIGXFSZ, handler);

    EXPECT_EQ(error_of(written), std::errc::file_too_large);
    EXPECT_EQ(text_of(file), "old");
    EXPECT_EQ(files_in_folder(), 1u);
}

TEST_F(WriteFile, ShowsAReaderTheOldFileOrTheNewOneNeverHalf)
{
    std::array const texts { std::string(100'000, 'a'), std::string(150'000, 'b') };
    auto const file = file_with("some", texts[0]);
    std::jthread const writer([&](std::stop_token const& stop) {
        for (std::size_t i = 0; !stop.stop_requested(); ++i)
            EXPECT_TRUE(write_file_atomically(file, as_bytes(texts[i % 2])));
    });
    for (int i = 0; i < 200; ++i) {
        auto const text = text_of(file);
        EXPECT_TRUE(text == texts[0] || text == texts[1]) << text.size();
    }
}

}
}
