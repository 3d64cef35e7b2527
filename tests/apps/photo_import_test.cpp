// `admin photo import` on the real program, renderer included.
#include "apps/likeness_program.hpp"

#include "apps/likeness/serve/demo_pictures/pictures.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;

class PhotoImport : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directory(pictures()); }

    std::string pictures() const { return folder.path("pictures"); }
    void add_picture(std::string const& name, base::ByteView picture = app::sadie_picture()) const
    {
        folder.write("pictures/" + name, base::as_text(picture));
    }
    void add_desks(int count) const
    {
        std::string people = "email,name\n";
        for (int i = 0; i < count; ++i) {
            people += fmt::format("desk{0}@contoso.com,Desk {0}\n", i);
            add_picture(fmt::format("desk{}.jpg", i));
        }
        ASSERT_EQ(folder.admin({ "person", "import", folder.write("people.csv", people) }).status, 0);
    }
    Json import(LikenessProgram::Words more = {}) const
    {
        more.insert(more.begin(), { "photo", "import", pictures() });
        auto const printed = folder.json(std::move(more));
        return printed.empty() ? Json() : printed.front();
    }
    static Json counts(int stored, int unchanged, int failed)
    {
        return { { "stored", stored }, { "unchanged", unchanged }, { "failed", failed }, { "not_reached", 0 },
            { "thumbnails_failed", 0 } };
    }
    Json photo(std::string const& email) const { return folder.json({ "photo", "list", email }).front(); }

    AdminFolder folder;
};

TEST_F(PhotoImport, StoresOnlyWhatIsNew)
{
    add_desks(2);
    EXPECT_EQ(import(), counts(2, 0, 0));
    EXPECT_EQ(import(), counts(0, 2, 0));

    add_picture("desk0.jpg", app::hope_picture());
    EXPECT_EQ(import(), counts(1, 1, 0));
    EXPECT_EQ(photo("desk0@contoso.com").at("version"), 2);

    // The same content under another name or date is recognised by its bytes.
    std::filesystem::rename(pictures() + "/desk1.jpg", pictures() + "/Desk_1.JPG");
    EXPECT_EQ(import(), counts(0, 2, 0));
    EXPECT_EQ(import({ "--again" }), counts(2, 0, 0));
}

TEST_F(PhotoImport, DoesNotUndoALaterWish)
{
    add_desks(1);
    EXPECT_EQ(import(), counts(1, 0, 0));
    ASSERT_EQ(folder.admin({ "photo", "remove", "desk0@contoso.com" }).status, 0);
    EXPECT_EQ(import(), counts(0, 1, 0));
    EXPECT_EQ(photo("desk0@contoso.com").at("removed"), true);
    EXPECT_EQ(import({ "--again" }), counts(1, 0, 0));
    EXPECT_EQ(photo("desk0@contoso.com").at("removed"), false);
}

TEST_F(PhotoImport, StoresAgainWhatADatabaseFromABackupHasNot)
{
    add_desks(1);
    std::filesystem::copy(folder.data() + "/likeness.db", folder.path("backup.db"));
    EXPECT_EQ(import(), counts(1, 0, 0));
    std::filesystem::remove(folder.data() + "/likeness.db-wal");
    std::filesystem::remove(folder.data() + "/likeness.db-shm");
    std::filesystem::copy_file(folder.path("backup.db"), folder.data() + "/likeness.db",
        std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(import(), counts(1, 0, 0));
}

TEST_F(PhotoImport, PassesOverWhatIsNoPictureFile)
{
    add_desks(1);
    add_picture(".hidden.jpg");
    add_picture("Thumbs.db");
    add_picture("desktop.ini");
    std::filesystem::create_directory(pictures() + "/desk0");
    ASSERT_EQ(::mkfifo((pictures() + "/desk0.png").c_str(), 0600), 0); // Opening it would wait for ever.
    EXPECT_EQ(import(), counts(1, 0, 0));
}

TEST_F(PhotoImport, TellsWhatFailedAndWhyAndStoresTheRest)
{
    add_desks(4);
    folder.write("pictures/desk1.jpg", "no picture");
    folder.write("pictures/desk2.jpg", "");
    add_picture("stranger.jpg");
    add_picture("desk3@contoso.com.jpg");
    std::filesystem::create_symlink("nothing", pictures() + "/lost.jpg");
    auto const report = folder.path("report");
    auto const done = folder.admin({ "photo", "import", pictures(), "--report", report });
    EXPECT_EQ(done.status, 8) << done.messages;
    EXPECT_EQ(done.output, "1 stored, 0 unchanged, 6 failed\n");
    auto const told = content_of(report);
    for (auto const* const name :
        { "desk1.jpg: ", "desk2.jpg: ", "stranger.jpg: nobody has", "lost.jpg: nobody has",
            "desk3.jpg: desk3@contoso.com.jpg is for", "desk3@contoso.com.jpg: desk3.jpg is for" })
        EXPECT_NE(told.find(name), std::string::npos) << name << "\n" << told;
}

TEST_F(PhotoImport, RefusesWhatIsNoFolder)
{
    add_desks(1);
    EXPECT_EQ(folder.admin({ "photo", "import", folder.path("none") }).status, 2);
    EXPECT_EQ(folder.admin({ "photo", "import", pictures() + "/desk0.jpg" }).status, 2);
}

TEST_F(PhotoImport, GoesOnWhereItWasKilled)
{
    constexpr int desks = 12;
    add_desks(desks);
    auto const killed = folder.start_admin({ "photo", "import", pictures() });
    auto const journal = folder.data() + "/photo-import.jsonl";
    auto const journalled = [&] { return std::ranges::count(content_of(journal), '\n'); };
    while (journalled() == 0) ::usleep(1'000);
    killed.signal(SIGKILL);
    killed.finish();

    auto const known = journalled();
    auto const rest = import();
    EXPECT_EQ(rest.at("unchanged"), known);
    EXPECT_EQ(rest.at("stored"), desks - known);
    EXPECT_EQ(folder.json({ "photo", "list" }).size(), static_cast<std::size_t>(desks));
    EXPECT_EQ(folder.admin({ "check" }).status, 0);
}

TEST_F(PhotoImport, EndsWithItsSummaryWhenInterrupted)
{
    constexpr int desks = 12;
    add_desks(desks);
    auto const interrupted = folder.start_admin({ "photo", "import", pictures(), "--json" });
    while (content_of(folder.data() + "/photo-import.jsonl").empty()) ::usleep(1'000);
    interrupted.signal(SIGINT);
    auto const done = interrupted.finish();
    auto const summary = Json::parse(done.output);
    // It may have come after the last picture.
    EXPECT_EQ(done.status, summary.at("not_reached") == 0 ? 0 : 130) << done.messages;
    EXPECT_EQ(summary.at("failed"), 0);
    EXPECT_EQ(summary.at("stored").get<int>() + summary.at("not_reached").get<int>(), desks);
    EXPECT_EQ(import().at("unchanged"), summary.at("stored"));
}

TEST_F(PhotoImport, IsOneAtATime)
{
    add_desks(1);
    ASSERT_EQ(import(), counts(1, 0, 0));
    auto const journal = ::open((folder.data() + "/photo-import.jsonl").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(journal, LOCK_EX), 0);
    auto const refused = folder.admin({ "photo", "import", pictures() });
    ::close(journal);
    EXPECT_EQ(refused.status, 7);
    EXPECT_NE(refused.messages.find("another import of photos is running"), std::string::npos);
}

}
}
