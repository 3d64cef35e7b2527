// `admin person import` on the real program: what is stored, what is told, and what a second time does.
#include "apps/likeness_program.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;

class PersonImport : public testing::Test {
protected:
    Finished import(std::string const& file, LikenessProgram::Words more = {}) const
    {
        more.insert(more.begin(), { "person", "import", file });
        return folder.admin(std::move(more));
    }
    Json summary(std::string const& file) const
    {
        auto const printed = folder.json({ "person", "import", file });
        return printed.empty() ? Json() : printed.front();
    }
    static Json counts(int added, int changed, int unchanged, int refused)
    {
        return { { "added", added }, { "changed", changed }, { "unchanged", unchanged },
            { "refused", refused } };
    }
    static std::string many_people(int count)
    {
        std::string csv = "email,name,alias,title,address\n";
        for (int i = 0; i < count; ++i)
            csv += fmt::format(
                "desk{0}@contoso.com,\"Desk, {0}\",desk{0},Desk,d{0}@contoso.com;e{0}@contoso.com\n", i);
        return csv;
    }
    std::size_t people_listed() const { return folder.json({ "person", "list" }).size(); }

    AdminFolder folder;
};

TEST_F(PersonImport, StoresTenThousandPeopleAndTheSecondTimeNothing)
{
    auto const file = folder.write("people.csv", many_people(10'000));
    EXPECT_EQ(summary(file), counts(10'000, 0, 0, 0));
    EXPECT_EQ(summary(file), counts(0, 0, 10'000, 0));
    EXPECT_EQ(people_listed(), 10'000u);
    EXPECT_EQ(folder.person("e9999@contoso.com").at("name"), "Desk, 9999");
}

TEST_F(PersonImport, ReadsBackWhatTheListPrints)
{
    ASSERT_EQ(import(folder.write("people.csv", many_people(1'500))).status, 0);
    auto const listed = folder.admin({ "person", "list", "--json" }).output;
    AdminFolder const other;
    auto const imported = other.admin({ "person", "import", folder.write("people.jsonl", listed) });
    EXPECT_EQ(imported.status, 0) << imported.messages;
    EXPECT_EQ(imported.output, "1500 added, 0 changed, 0 unchanged, 0 refused\n");
    auto without_id = folder.person("desk7@contoso.com");
    auto imported_without_id = other.person("desk7@contoso.com");
    without_id.erase("id");
    imported_without_id.erase("id");
    EXPECT_EQ(imported_without_id, without_id);
}

TEST_F(PersonImport, ChangesOnlyTheColumnsThatAreThere)
{
    ASSERT_EQ(import(folder.write("people.csv", many_people(2))).status, 0);
    auto const id = folder.person("desk0@contoso.com").at("id");
    EXPECT_EQ(
        summary(folder.write("phones.csv", "email,phone\ndesk0@contoso.com,100\n")), counts(0, 1, 0, 0));
    auto const desk = folder.person("desk0@contoso.com");
    EXPECT_EQ(desk.at("phone"), "100");
    EXPECT_EQ(desk.at("title"), "Desk");
    EXPECT_EQ(desk.at("address").size(), 2u);
    EXPECT_EQ(desk.at("id"), id);
}

TEST_F(PersonImport, KnowsLinksAgainWhoeverTheyMean)
{
    auto const file = folder.write("people.jsonl",
        R"({"email":"desk@contoso.com","name":"Desk","manager":"Nobody@contoso.com"})"
        "\n"
        R"({"email":"all@contoso.com","name":"All","kind":"group","members":["Desk@contoso.com","x@contoso.com"]})"
        "\n");
    EXPECT_EQ(summary(file), counts(2, 0, 0, 0));
    EXPECT_EQ(summary(file), counts(0, 0, 2, 0));
    EXPECT_EQ(folder.person("all@contoso.com").at("members"), Json({ "desk@contoso.com", "x@contoso.com" }));
    EXPECT_EQ(summary(folder.write("other.csv", "email,members\nall@contoso.com,x@contoso.com\n")),
        counts(0, 1, 0, 0));
    EXPECT_EQ(folder.person("all@contoso.com").at("members"), Json({ "x@contoso.com" }));
}

TEST_F(PersonImport, AppliesTheLinesOfOnePersonInTheirOrder)
{
    EXPECT_EQ(summary(folder.write("people.jsonl",
                  R"({"email":"desk@contoso.com","name":"Desk","title":"A","phone":"100"})"
                  "\n"
                  R"({"email":"DESK@contoso.com","title":"B"})"
                  "\n")),
        counts(1, 1, 0, 0));
    EXPECT_EQ(folder.person("desk@contoso.com").at("title"), "B");
    EXPECT_EQ(folder.person("desk@contoso.com").at("phone"), "100");
}

TEST_F(PersonImport, LeavesOutWhatIsWrongAndTellsLineAndReason)
{
    ASSERT_EQ(folder
                  .admin({ "person", "add", "sadie@contoso.com", "--name", "Sadie Daniels", "--address",
                      "s@contoso.com" })
                  .status,
        0);
    auto const file = folder.write("people.csv",
        "email,name,address,thumbnail\n"
        "desk1@contoso.com,Desk 1,,\n"
        "desk2@contoso.com,Desk 2,s@contoso.com,\n" // Somebody else's.
        "s@contoso.com,Desk 3,,\n" // Likewise.
        "desk4@contoso.com,,,\n" // No name.
        "desk5,Desk 5,,\n"
        "desk6@contoso.com,\"Desk\n6\",,\n"
        "desk7@contoso.com,Desk 7,,none.jpg\n" // Line 9: the one before has two.
        "desk8@contoso.com,Desk 8,desk1@contoso.com,\n" // Of the same batch.
        "desk9@contoso.com,Desk 9,,\n");
    auto const report = folder.path("report");
    auto const imported = import(file, { "--report", report });
    EXPECT_EQ(imported.status, 8) << imported.messages;
    EXPECT_EQ(imported.output, "2 added, 0 changed, 0 unchanged, 7 refused\n");
    auto const told = content_of(report);
    for (int const line : { 3, 4, 5, 6, 7, 9, 10 })
        EXPECT_NE(told.find(fmt::format("people.csv:{}: ", line)), std::string::npos) << line << "\n" << told;
    EXPECT_NE(told.find("sadie@contoso.com"), std::string::npos); // Whose it is.
    EXPECT_NE(told.find("none.jpg cannot be read"), std::string::npos);
    EXPECT_NE(
        imported.messages.find("people.csv:3: "), std::string::npos); // Also without opening the report.
    EXPECT_EQ(people_listed(), 3u);
}

TEST_F(PersonImport, TakesThumbnailsFromBesideTheFileAndKnowsThemAgain)
{
    std::filesystem::create_directory(folder.path("lists"));
    folder.write("lists/desk.gif", "GIF89a and so on, thirty-two bytes at least");
    auto const file
        = folder.write("lists/people.csv", "email,name,thumbnail\ndesk@contoso.com,Desk,desk.gif\n");
    EXPECT_EQ(summary(file), counts(1, 0, 0, 0));
    EXPECT_EQ(summary(file), counts(0, 0, 1, 0));
    EXPECT_TRUE(folder.admin({ "photo", "get", "desk@contoso.com" }).output.starts_with("GIF89a and"));
    folder.write("lists/desk.gif", "GIF89a but another one, thirty-two bytes");
    EXPECT_EQ(summary(file), counts(0, 1, 0, 0));
    EXPECT_TRUE(folder.admin({ "photo", "get", "desk@contoso.com" }).output.starts_with("GIF89a but"));
    EXPECT_EQ(folder.admin({ "check" }).status, 0);
}

TEST_F(PersonImport, RefusesAFileThatIsNoneBeforeItMakesAnything)
{
    for (auto const& file : { folder.path("none.csv"), folder.path(""), folder.write("empty.csv", ""),
             folder.write("header.csv", "name\nDesk\n") }) {
        auto const refused = import(file);
        EXPECT_EQ(refused.status, 2) << file;
        EXPECT_NE(refused.messages.find("cannot import"), std::string::npos) << refused.messages;
    }
    EXPECT_FALSE(std::filesystem::exists(folder.data()));
    EXPECT_EQ(
        import(folder.write("people.csv", many_people(1)), { "--report", folder.path("none/report") }).status,
        2);
}

TEST_F(PersonImport, MayRunTwiceAtOnce)
{
    auto const file = folder.write("people.csv", many_people(3'000));
    auto const first = folder.start_admin({ "person", "import", file });
    auto const second = folder.start_admin({ "person", "import", file });
    EXPECT_EQ(first.finish().status, 0);
    EXPECT_EQ(second.finish().status, 0);
    EXPECT_EQ(people_listed(), 3'000u);
    EXPECT_EQ(folder.admin({ "check" }).status, 0);
}

TEST_F(PersonImport, EndsCleanlyWhenInterruptedAndGoesOnTheNextTime)
{
    auto const people = many_people(6'000);
    auto const pipe = folder.path("pipe");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    auto const interrupted = folder.start_admin({ "person", "import", pipe, "--json" });
    {
        // A pipe holds 64 KiB and the reader as much: once so many more are gone, the import is well on its way.
        std::ofstream writer(pipe, std::ios::binary);
        writer << std::string_view(people).substr(0, 400'000) << std::flush;
        interrupted.signal(SIGINT);
    }
    auto const done = interrupted.finish();
    EXPECT_EQ(done.status, 130) << done.messages;
    ASSERT_NE(done.output, "");
    EXPECT_EQ(Json::parse(done.output).at("added"), people_listed());
    EXPECT_NE(done.messages.find("run it again for the rest"), std::string::npos);
    EXPECT_EQ(import(folder.write("people.csv", people)).status, 0);
    EXPECT_EQ(people_listed(), 6'000u);
}

}
}
