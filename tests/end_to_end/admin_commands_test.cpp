// The program as an operator uses it: the real binary, a real data directory.
#include "end_to_end/command_line.hpp"
#include "support/temporary_folder.hpp"

#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "base/file.hpp"

#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;

class AdminCommands : public testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string const data = (folder.path() / "data").string();

    std::string path(std::string const& name) const { return (folder.path() / name).string(); }
    void write(std::string const& name, std::string_view text) const { std::ofstream(path(name)) << text; }
    void write_picture(std::string const& name) const
    {
        ASSERT_TRUE(base::write_file_atomically(path(name), app::sadie_picture()));
    }

    // `likeness admin ARGUMENTS --data DIR`; standard error is part of what is printed.
    Ran admin(std::string const& arguments) const
    {
        return run(fmt::format("'{}' admin {} --data '{}' </dev/null", LIKENESS_PROGRAM, arguments, data));
    }
    // The JSON that it prints, without standard error.
    Json json(std::string const& arguments) const
    {
        return Json::parse(run(
            fmt::format("('{}' admin {} --json --data '{}' 2>/dev/null)", LIKENESS_PROGRAM, arguments, data))
                .printed);
    }
    void add_sadie() const
    {
        ASSERT_EQ(
            admin("person add sadie@contoso.com --name 'Sadie Daniels' --given-name Sadie --surname Daniels "
                  "--alias sadie --title Engineer --address s.daniels@contoso.com")
                .status,
            0);
    }
};

TEST_F(AdminCommands, KeepAPersonAsTold)
{
    add_sadie();
    auto const shown = json("person show S.Daniels@contoso.com");
    EXPECT_EQ(shown.at("email"), "sadie@contoso.com");
    EXPECT_EQ(shown.at("name"), "Sadie Daniels");
    EXPECT_EQ(shown.at("title"), "Engineer");
    ASSERT_EQ(admin("person set sadie@contoso.com --title Manager --hidden").status, 0);
    auto const changed = json("person show sadie@contoso.com");
    EXPECT_EQ(changed.at("title"), "Manager");
    EXPECT_EQ(changed.at("hidden"), true);
    EXPECT_EQ(changed.at("surname"), "Daniels"); // Only what is named changes.
    EXPECT_EQ(admin("person remove sadie@contoso.com").status, 0);
    EXPECT_EQ(admin("person show sadie@contoso.com").status, 3);
}

TEST_F(AdminCommands, RefuseWhatIsWrongWithTheReasonAndItsExitCode)
{
    EXPECT_EQ(admin("person add sadie@contoso.com").status, 2); // --name is missing.
    EXPECT_EQ(admin("person add sadie --name Sadie").status, 2);
    EXPECT_EQ(admin("person frobnicate").status, 2);
    EXPECT_EQ(run(fmt::format("'{}'", LIKENESS_PROGRAM)).status, 2);
    add_sadie();
    auto const taken
        = admin("person add hope@contoso.com --name 'Hope Gross' --address S.DANIELS@contoso.com");
    EXPECT_EQ(taken.status, 1);
    EXPECT_NE(taken.printed.find("sadie@contoso.com"), std::string::npos) << taken.printed;
    EXPECT_EQ(admin("photo set nobody@contoso.com " + path("none.jpg")).status != 0, true);
    auto const nowhere
        = run(fmt::format("'{}' admin person list --data '{}'", LIKENESS_PROGRAM, path("nowhere")));
    EXPECT_NE(nowhere.status, 0);
    EXPECT_FALSE(std::filesystem::exists(path("nowhere")));
}

TEST_F(AdminCommands, StoreServeListAndRemoveAPhoto)
{
    add_sadie();
    write_picture("sadie.jpg");
    ASSERT_EQ(admin("photo set sadie@contoso.com " + path("sadie.jpg")).status, 0);
    auto const got = admin("photo get sadie@contoso.com --size HR96x96 -o " + path("got.jpg"));
    EXPECT_EQ(got.status, 0) << got.printed;
    EXPECT_EQ(run("vipsheader -f width " + path("got.jpg")).printed, "96\n");
    EXPECT_NE(json("photo list sadie@contoso.com").dump().find("HR648x648"), std::string::npos);
    EXPECT_EQ(admin("photo remove sadie@contoso.com").status, 0);
    EXPECT_EQ(admin("photo get sadie@contoso.com -o " + path("gone.jpg")).status, 3);
    EXPECT_FALSE(std::filesystem::exists(path("gone.jpg")));
    write("text.jpg", "no picture");
    auto const refused = admin("photo set sadie@contoso.com " + path("text.jpg"));
    EXPECT_EQ(refused.status, 1) << refused.printed;
}

TEST_F(AdminCommands, ImportPeopleFromCsvAndJsonLinesAndTellWhatDidNotFit)
{
    write("people.csv",
        "email,name,surname,address,hidden\r\n"
        "sadie@contoso.com,\"Daniels, Sadie\",Daniels,s.daniels@contoso.com;sd@contoso.com,false\r\n"
        "not an address,Nobody,,,\r\n"
        "hope@contoso.com,\"Hope \"\"H.\"\" Gross\",Gross,,true\r\n");
    auto const imported = admin("person import " + path("people.csv") + " --report " + path("report"));
    EXPECT_EQ(imported.status, 8) << imported.printed;
    EXPECT_EQ(json("person show sd@contoso.com").at("name"), "Daniels, Sadie");
    EXPECT_EQ(json("person show hope@contoso.com").at("name"), "Hope \"H.\" Gross");
    EXPECT_NE(run("cat " + path("report")).printed.find("not an address"), std::string::npos);

    write("people.jsonl",
        R"({"email":"reception@contoso.com","name":"Reception Desk","alias":"reception"})"
        "\n");
    EXPECT_EQ(admin("person import " + path("people.jsonl")).status, 0);
    EXPECT_EQ(admin("person import " + path("people.jsonl")).status, 0); // A second time changes nothing.
    auto const listed
        = run(fmt::format("'{}' admin person list --json --data '{}' | wc -l", LIKENESS_PROGRAM, data));
    EXPECT_EQ(listed.printed, "3\n");
}

TEST_F(AdminCommands, ImportPhotosByAddressAliasAndNameAndGoOnWhereTheyStopped)
{
    add_sadie();
    ASSERT_EQ(admin("person add hope@contoso.com --name 'Hope Gross' --alias hopeg").status, 0);
    ASSERT_EQ(admin("person add reception@contoso.com --name 'Réception Desk'").status, 0);
    std::filesystem::create_directory(path("photos"));
    for (auto const* const name :
        { "sadie@contoso.com.jpg", "HopeG.jpg", "Reception desk.jpg", "stranger.jpg" })
        write_picture(std::string("photos/") + name);
    auto const first = admin("photo import " + path("photos"));
    EXPECT_EQ(first.status, 8) << first.printed; // stranger.jpg is nobody's.
    EXPECT_NE(first.printed.find("stranger.jpg"), std::string::npos);
    for (auto const* const email : { "sadie", "hope", "reception" })
        EXPECT_EQ(admin(fmt::format("photo get {}@contoso.com -o {}", email, path("out.jpg"))).status, 0)
            << email;
    auto const versions = json("photo list sadie@contoso.com").dump();
    admin("photo import " + path("photos"));
    EXPECT_EQ(json("photo list sadie@contoso.com").dump(), versions); // Not stored once more.
}

TEST_F(AdminCommands, MakeAccountsWhosePasswordComesFromAFile)
{
    add_sadie();
    write("password", "s3cret\n");
    EXPECT_EQ(admin("account password sadie@contoso.com --password-file " + path("password")).status, 0);
    EXPECT_EQ(admin("account role sadie@contoso.com admin").status, 0);
    EXPECT_NE(json("account list").dump().find("\"admin\""), std::string::npos);
    EXPECT_EQ(admin("account list --json").printed.find("argon2"), std::string::npos);
    write("empty", "\n");
    EXPECT_NE(admin("account password sadie@contoso.com --password-file " + path("empty")).status, 0);
    EXPECT_EQ(admin("account remove sadie@contoso.com").status, 0);
    EXPECT_EQ(admin("account remove sadie@contoso.com").status, 3);
}

TEST_F(AdminCommands, WorkWhileTheServerRunsAndCheckFindsAllWell)
{
    add_sadie();
    write_picture("sadie.jpg");
    write("password", "s3cret\n");
    ASSERT_EQ(admin("account password sadie@contoso.com --password-file " + path("password")).status, 0);
    auto const started
        = run(fmt::format("'{0}' serve --data '{1}' --listen 127.0.0.1:0 >'{2}' 2>&1 & echo $!; "
                          "for i in $(seq 500); do grep -q ready '{2}' && break; sleep 0.02; done",
            LIKENESS_PROGRAM, data, path("log")));
    auto const pid = std::stoi(started.printed);
    auto const url = run(
        fmt::format("sed -n 's/^likeness is ready: \\([^ ]*\\) .*/\\1/p' '{}' | tr -d '\\n'", path("log")))
                         .printed;
    ASSERT_TRUE(url.starts_with("http://127.0.0.1:")) << url;

    auto const status = [&] {
        return run(
            fmt::format(
                "curl -s -o /dev/null -w '%{{http_code}}' -u sadie:s3cret '{}?email=sadie@contoso.com'", url))
            .printed;
    };
    EXPECT_EQ(status(), "404");
    ASSERT_EQ(admin("photo set sadie@contoso.com " + path("sadie.jpg")).status, 0);
    std::string seen = status();
    for (int i = 0; i < 500 && seen != "200"; ++i) seen = status();
    EXPECT_EQ(seen, "200");
    EXPECT_EQ(admin("check").status, 0);

    ASSERT_EQ(::kill(pid, SIGTERM), 0);
    for (int i = 0; i < 1'000 && ::kill(pid, 0) == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_NE(::kill(pid, 0), 0) << "SIGTERM did not end the server";
}

TEST_F(AdminCommands, ShowAnExampleInEveryHelp)
{
    for (auto const* const words : { "", "serve", "demo", "get", "admin person add", "admin person set",
             "admin person show", "admin person list", "admin person remove", "admin person import",
             "admin account password", "admin account role", "admin account list", "admin account remove",
             "admin photo set", "admin photo get", "admin photo list", "admin photo remove",
             "admin photo import", "admin check" }) {
        auto const help = run(fmt::format("'{}' {} --help", LIKENESS_PROGRAM, words));
        EXPECT_EQ(help.status, 0) << words;
        EXPECT_NE(help.printed.find("Examples:\n  likeness "), std::string::npos) << words;
    }
}

}
}
