// What is said to people: refusals, progress, reasons; and the exit codes for programs.
#include "apps/likeness/admin/progress_bar.hpp"
#include "apps/likeness/admin/refusals.hpp"
#include "apps/likeness/messages.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace likeness::tests {
namespace {

using app::ExitCode;

TEST(ExitCodes, TellWhatWasAbsentFromWhatFailedAndWhatMayWorkLater)
{
    EXPECT_EQ(app::exit_code_of(Code::item_not_found), ExitCode::not_found);
    EXPECT_EQ(app::exit_code_of(Code::non_existent_mailbox), ExitCode::not_found);
    EXPECT_EQ(app::exit_code_of(Code::invalid_smtp_address), ExitCode::usage);
    EXPECT_EQ(app::exit_code_of(Code::access_denied), ExitCode::sign_in);
    EXPECT_EQ(app::exit_code_of(Code::server_busy), ExitCode::unavailable);
    EXPECT_EQ(app::exit_code_of(Code::content_conversion_failed), ExitCode::failure);
}

TEST(Messages, CannotSteerATerminal)
{
    EXPECT_EQ(app::printable("a\x1B[2Jb\r\n\x7F"), "a?[2Jb???");
    EXPECT_EQ(app::printable("Réception"), "Réception");
    EXPECT_EQ(app::printable("a\xC2\x9B"
                             "31m\xC2\xA0"),
        "a??31m\xC2\xA0");
}

TEST(Messages, GiveReasonsAsTheMiddleOfASentence)
{
    EXPECT_EQ(app::reason_of({ Code::server_busy, "The store is busy.", "" }), "The store is busy");
    EXPECT_EQ(app::reason_of({ Code::server_busy, "The store is busy.", "x.db" }), "The store is busy: x.db");
}

TEST(ProgressBar, ShowsHowFarItIs)
{
    EXPECT_EQ(
        app::progress_line("people", 0, 10, "none"), "people [                              ]   0%  none");
    EXPECT_EQ(app::progress_line("people", 5, 10, "5 read"),
        "people [###############               ]  50%  5 read");
    // A file that grows while it is read.
    EXPECT_EQ(
        app::progress_line("people", 20, 10, "all"), "people [##############################] 100%  all");
    EXPECT_EQ(app::progress_line("people", 20, 0, "20 read"), "people  20 read");
}

class RefusalsTest : public testing::Test {
protected:
    std::string finished(app::Refusals& refusals)
    {
        testing::internal::CaptureStderr();
        EXPECT_TRUE(refusals.finish());
        return testing::internal::GetCapturedStderr();
    }
    static std::size_t lines_in(std::string const& text) { return std::ranges::count(text, '\n'); }

    test::TemporaryFolder folder;
};

TEST_F(RefusalsTest, SayTheFirstFewAndHowManyMore)
{
    auto refusals = app::Refusals::open("");
    for (int i = 1; i <= 25; ++i) refusals->add("people.csv:" + std::to_string(i), "wrong\x1B");
    auto const said = finished(*refusals);
    EXPECT_EQ(lines_in(said), 21u);
    EXPECT_NE(said.find("likeness: people.csv:20: wrong?\n"), std::string::npos);
    EXPECT_NE(said.find("... and 5 more; --report FILE"), std::string::npos);
    EXPECT_EQ(refusals->count(), 25u);
}

TEST_F(RefusalsTest, AreAllWrittenIntoTheReport)
{
    auto const file = folder.path() / "report";
    auto refusals = app::Refusals::open(file.string());
    ASSERT_TRUE(refusals);
    for (int i = 1; i <= 25; ++i) refusals->add("people.csv:" + std::to_string(i), "wrong");
    finished(*refusals);
    std::stringstream written;
    written << std::ifstream(file).rdbuf();
    EXPECT_EQ(lines_in(written.str()), 25u);
    EXPECT_TRUE(written.str().ends_with("people.csv:25: wrong\n"));
}

TEST_F(RefusalsTest, FailWhenTheReportCannotBeWritten)
{
    EXPECT_FALSE(app::Refusals::open((folder.path() / "none" / "report").string()));
    auto refusals = app::Refusals::open("/dev/full");
    ASSERT_TRUE(refusals);
    refusals->add("people.csv:1", "wrong");
    testing::internal::CaptureStderr();
    EXPECT_FALSE(refusals->finish());
    testing::internal::GetCapturedStderr();
}

}
}
