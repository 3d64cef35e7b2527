#include "apps/likeness_program.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

class AdminFolderPermissions : public testing::Test {
protected:
    void SetUp() override
    {
        for (auto const* const person : { "sadie@contoso.com", "hope@contoso.com" })
            ASSERT_EQ(folder.admin({ "person", "add", person, "--name", "Somebody" }).status, 0);
    }
    Finished run(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "folder");
        return folder.admin(words);
    }

    AdminFolder folder;
};

TEST_F(AdminFolderPermissions, AreGivenListedAndTakenAgain)
{
    EXPECT_EQ(run({ "list", "sadie@contoso.com" }).output, "");
    ASSERT_EQ(run({ "grant", "sadie@contoso.com", "contacts", "hope@contoso.com", "reader" }).status, 0);
    EXPECT_EQ(run({ "list", "sadie@contoso.com" }).output, "reader  hope@contoso.com  Contacts\n");
    ASSERT_EQ(run({ "grant", "sadie@contoso.com", "CONTACTS", "hope@contoso.com", "editor" }).status, 0);
    auto const listed = folder.json({ "folder", "list", "sadie@contoso.com" });
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed.front().at("role"), "editor");
    EXPECT_EQ(listed.front().at("folder"), "Contacts");
    ASSERT_EQ(run({ "revoke", "sadie@contoso.com", "contacts", "hope@contoso.com" }).status, 0);
    EXPECT_EQ(run({ "list", "sadie@contoso.com" }).output, "");
}

TEST_F(AdminFolderPermissions, NameAFolderByTheNamesDownToIt)
{
    ASSERT_EQ(run({ "grant", "sadie@contoso.com", "contacts/recipient cache", "hope@contoso.com", "reader" })
                  .status,
        0);
    EXPECT_EQ(
        run({ "list", "sadie@contoso.com" }).output, "reader  hope@contoso.com  Contacts/Recipient Cache\n");
}

TEST_F(AdminFolderPermissions, AreNotGivenWhereSomethingIsNotThere)
{
    struct Case {
        std::vector<std::string> words;
        int status;
        std::string_view message;
    };
    Case const cases[] = {
        { { "grant", "sadie@contoso.com", "Friends", "hope@contoso.com", "reader" }, 3,
            "has no folder \"Friends\"" },
        { { "grant", "nobody@contoso.com", "contacts", "hope@contoso.com", "reader" }, 3, "nobody" },
        { { "grant", "sadie@contoso.com", "contacts", "nobody@contoso.com", "reader" }, 3, "nobody" },
        { { "grant", "sadie@contoso.com", "contacts", "sadie@contoso.com", "reader" }, 2, "own folders" },
        { { "grant", "sadie@contoso.com", "contacts", "hope@contoso.com", "owner" }, 2, "ROLE" },
    };
    for (auto const& [words, status, message] : cases) {
        auto const refused = run(words);
        EXPECT_EQ(refused.status, status) << refused.messages;
        EXPECT_NE(refused.messages.find(message), std::string::npos) << refused.messages;
    }
}

}
}
