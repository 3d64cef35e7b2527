#include "apps/likeness_program.hpp"

#include "core/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;

class AdminPerson : public testing::Test {
protected:
    void SetUp() override
    {
        auto const added = folder.admin({ "person", "add", "sadie@contoso.com", "--name", "Sadie Daniels",
            "--given-name", "Sadie", "--surname", "Daniels", "--phone", "+1 555 0100", "--address",
            "s@contoso.com", "--address", "d@contoso.com" });
        ASSERT_EQ(added.status, 0) << added.messages;
        EXPECT_EQ(added.output, "");
    }

    AdminFolder folder;
};

TEST_F(AdminPerson, ClearsAFieldThatIsSetToNothing)
{
    ASSERT_EQ(
        folder.admin({ "person", "set", "sadie@contoso.com", "--phone", "", "--address", "" }).status, 0);
    EXPECT_EQ(folder.person("sadie@contoso.com").at("phone"), "");
    EXPECT_EQ(folder.person("sadie@contoso.com").at("address"), Json::array());
    EXPECT_EQ(folder.person("sadie@contoso.com").at("name"), "Sadie Daniels");
}

TEST_F(AdminPerson, FindsPeopleByAPartOfAName)
{
    for (auto const* const text :
        { "sad", "DANIELS", "dan sad", "sadie@contoso.com", "d@contoso.com", "=Sadie Daniels", "smtp:s@" }) {
        auto const found = folder.admin({ "person", "find", text, "--json" });
        ASSERT_EQ(found.status, 0) << text << found.messages;
        EXPECT_EQ(Json::parse(found.output).at("email"), "sadie@contoso.com") << text;
    }
    EXPECT_EQ(folder.admin({ "person", "find", "sad" }).output,
        "sadie@contoso.com                 Sadie Daniels\n");
    auto const nobody = folder.admin({ "person", "find", "hope" });
    EXPECT_EQ(nobody.status, 3);
    EXPECT_NE(nobody.messages.find("nobody is found by this"), std::string::npos) << nobody.messages;
    EXPECT_EQ(folder.admin({ "person", "find", "," }).status, 2);
}

TEST_F(AdminPerson, ReplacesTheOtherAddressesAsAWhole)
{
    EXPECT_EQ(folder.person("D@contoso.com").at("address"), Json({ "s@contoso.com", "d@contoso.com" }));
    ASSERT_EQ(
        folder.admin({ "person", "set", "sadie@contoso.com", "--address", "[x,y]@contoso.com" }).status, 0);
    EXPECT_EQ(folder.person("sadie@contoso.com").at("address"), Json({ "[x,y]@contoso.com" }));
}

TEST_F(AdminPerson, KeepsIdAndOldAddressUnderANewOne)
{
    auto const before = folder.person("sadie@contoso.com");
    ASSERT_EQ(
        folder.admin({ "person", "set", "sadie@contoso.com", "--email", "sadie.daniels@contoso.com" }).status,
        0);
    auto const after = folder.person("sadie@contoso.com");
    EXPECT_EQ(after.at("email"), "sadie.daniels@contoso.com");
    EXPECT_EQ(after.at("id"), before.at("id"));
}

TEST_F(AdminPerson, HasManagerProxyAddressesAndKind)
{
    ASSERT_EQ(folder
                  .admin({ "person", "set", "sadie@contoso.com", "--manager", "Hope@contoso.com", "--proxy",
                      "sip:sadie@contoso.com", "--kind", "contact", "--mobile-phone", "100" })
                  .status,
        0);
    auto const shown = folder.person("sadie@contoso.com");
    EXPECT_EQ(shown.at("manager"), "hope@contoso.com");
    EXPECT_EQ(shown.at("proxies"), Json({ "sip:sadie@contoso.com" }));
    EXPECT_EQ(shown.at("kind"), "contact");
    EXPECT_EQ(shown.at("mobile_phone"), "100");
    EXPECT_EQ(shown.at("source"), "");
    EXPECT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--kind", "desk" }).status, 2);
    auto const text = folder.admin({ "person", "show", "sadie@contoso.com" }).output;
    for (auto const* const line : { "manager              hope@contoso.com", "kind                 contact" })
        EXPECT_NE(text.find(line), std::string::npos) << text;
    ASSERT_EQ(
        folder.admin({ "person", "set", "sadie@contoso.com", "--manager", "", "--proxy", "" }).status, 0);
    EXPECT_EQ(folder.person("sadie@contoso.com").at("manager"), "");
    EXPECT_EQ(folder.person("sadie@contoso.com").at("proxies"), Json::array());
}

TEST_F(AdminPerson, ThatIsAGroupHasMembersInTheirOrder)
{
    ASSERT_EQ(folder
                  .admin({ "person", "add", "all@contoso.com", "--name", "Everybody", "--kind", "group",
                      "--member", "sadie@contoso.com", "--member", "b@contoso.com" })
                  .status,
        0);
    EXPECT_EQ(folder.person("all@contoso.com").at("members"), Json({ "sadie@contoso.com", "b@contoso.com" }));
}

TEST_F(AdminPerson, HidesAndShowsAgain)
{
    ASSERT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--hidden" }).status, 0);
    EXPECT_EQ(folder.person("sadie@contoso.com").at("hidden"), true);
    EXPECT_NE(folder.admin({ "person", "list" }).output.find("(hidden)"), std::string::npos);
    ASSERT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--visible" }).status, 0);
    EXPECT_EQ(folder.person("sadie@contoso.com").at("hidden"), false);
    EXPECT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--visible", "--hidden" }).status, 2);
}

TEST_F(AdminPerson, RefusesWhatIsWrongAndSaysWhatToDo)
{
    struct Case {
        LikenessProgram::Words words;
        int status;
        std::string message;
    };
    for (auto const& [words, status, message] : {
             Case { { "set", "sadie@contoso.com" }, 2, "there is nothing to set: name a field" },
             Case { { "set", "sadie@contoso.com", "--name", "" }, 2, "the name is missing" },
             Case { { "set", "sadie@contoso.com", "--title", "a\nb" }, 2, "title has a line end" },
             Case { { "set", "sadie@contoso.com", "--title",
                        std::string(limits::person_field_bytes_max + 1, 'x') },
                 2, "title has more than 1024 bytes" },
             Case { { "set", "sadie@contoso.com", "--address", "nowhere" }, 2, "an address looks like" },
             Case { { "set", "nobody@contoso.com", "--title", "x" }, 3,
                 "nobody has the address nobody@contoso.com" },
             Case { { "set", "sadie@contoso.com", "--titel", "x" }, 2, "`likeness admin person set --help`" },
             Case {
                 { "set", "sadie@contoso.com", "--thumbnail", "/none.jpg" }, 2, "/none.jpg cannot be read" },
             Case { { "set", "sadie@contoso.com", "--thumbnail", "/dev/zero" }, 1, "more than 102400 bytes" },
             Case { { "show", "nobody@contoso.com" }, 3, "`likeness admin person list`" },
             Case { { "show" }, 2, "EMAIL is required" },
             Case { { "remove", "nobody@contoso.com" }, 3, "nobody has the address" },
             Case { { "add", "a@b", "--name", "A", "surplus" }, 2, "surplus" },
             Case { {}, 2, "`likeness admin person --help`" },
         }) {
        auto all = words;
        all.insert(all.begin(), "person");
        auto const done = folder.admin(all);
        EXPECT_EQ(done.status, status) << message;
        EXPECT_NE(done.messages.find(message), std::string::npos) << message << "\n" << done.messages;
        EXPECT_EQ(done.output, "") << message;
    }
}

TEST_F(AdminPerson, KeepsAThumbnailAsItIs)
{
    // The start of a PNG is enough: nothing decodes it.
    auto const file = folder.write("sadie.png", "\x89PNG\r\n\x1A\n and so on, 32 bytes at the least");
    ASSERT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--thumbnail", file }).status, 0);
    auto const got = folder.admin({ "photo", "get", "sadie@contoso.com", "--size", "HR48x48" });
    EXPECT_EQ(got.output, content_of(file));
    auto const text = folder.write("sadie.txt", "no picture");
    EXPECT_EQ(folder.admin({ "person", "set", "sadie@contoso.com", "--thumbnail", text }).status, 1);
    EXPECT_EQ(folder.admin({ "check" }).status, 0);
}

TEST_F(AdminPerson, TellsWhenTheResultCannotBeWritten)
{
    auto const lost = folder.admin_to("/dev/full", { "person", "list" });
    EXPECT_EQ(lost.status, 1);
    EXPECT_NE(lost.messages.find("cannot write the result"), std::string::npos);
}

TEST_F(AdminPerson, IsWhereTheFlagElseTheEnvironmentElseTheFileSays)
{
    auto const config = folder.write("likeness.toml", "data = \"data\"\n");
    AdminFolder const empty;
    auto const listed = [&](LikenessProgram::Words words, LikenessProgram::Words environment) {
        words.insert(words.begin(), { "admin", "person", "list" });
        auto const done = folder.run(words, std::move(environment));
        return done.status == 0 && done.output.starts_with("sadie@contoso.com");
    };
    EXPECT_TRUE(listed({ "--config", config }, {}));
    EXPECT_TRUE(listed({}, { "LIKENESS_CONFIG=" + config }));
    EXPECT_TRUE(listed({}, { "LIKENESS_DATA=" + folder.data() }));
    EXPECT_TRUE(listed({ "--data", folder.data() }, { "LIKENESS_DATA=" + empty.data() }));
    EXPECT_FALSE(listed({ "--config", config }, { "LIKENESS_DATA=" + empty.data() }));
    EXPECT_FALSE(listed({ "--config", config, "--data", empty.data() }, {}));

    auto const nowhere = folder.run({ "admin", "person", "list" }, {});
    EXPECT_EQ(nowhere.status, 2);
    EXPECT_NE(nowhere.messages.find("give --data DIR"), std::string::npos);
    auto const wrong = folder.write("wrong.toml", "\ndaten = \"data\"\n");
    auto const refused = folder.run({ "admin", "person", "list", "--config", wrong }, {});
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.messages.find("wrong.toml:2: `daten` is unknown"), std::string::npos)
        << refused.messages;
}

TEST_F(AdminPerson, DoesNotTakeAMissingDirectoryForAMissingPerson)
{
    AdminFolder const empty;
    auto const done = empty.admin({ "person", "show", "sadie@contoso.com" });
    EXPECT_EQ(done.status, 1);
    EXPECT_NE(done.messages.find("there is no data directory"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(empty.data()));
}

}
}
