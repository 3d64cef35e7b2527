#include "apps/likeness_program.hpp"

#include "core/limits.hpp"

#include <gtest/gtest.h>
#include <pty.h>

namespace likeness::tests {
namespace {

class AdminAccount : public testing::Test {
protected:
    Finished set_password(std::string_view content) const
    {
        return folder.admin({ "account", "password", "sadie@contoso.com", "--password-file",
            folder.write("password", content) });
    }
    std::string role() const
    {
        auto const accounts = folder.json({ "account", "list" });
        return accounts.empty() ? "" : accounts.front().at("role").get<std::string>();
    }

    AdminFolder folder;
};

TEST_F(AdminAccount, IsMadeAsAUserUnlessToldOtherwise)
{
    ASSERT_EQ(set_password("s3cret").status, 0);
    EXPECT_EQ(role(), "user");
    ASSERT_EQ(folder.admin({ "account", "role", "sadie@contoso.com", "admin" }).status, 0);
    ASSERT_EQ(set_password("another").status, 0); // Which leaves the role.
    EXPECT_EQ(role(), "admin");
    EXPECT_EQ(folder.admin({ "account", "list" }).output, "admin  sadie@contoso.com\n");
}

TEST_F(AdminAccount, IsMadeAnAdminAlsoWhereThereIsOne)
{
    ASSERT_EQ(set_password("s3cret").status, 0);
    auto const again
        = folder.admin({ "account", "password", "sadie@contoso.com", "--admin", "--password-file", "-" },
            folder.write("input", "s3cret\r\n"));
    EXPECT_EQ(again.status, 0) << again.messages;
    EXPECT_EQ(role(), "admin");
}

TEST_F(AdminAccount, TakesOnlyAPasswordThatAClientCanSend)
{
    EXPECT_EQ(set_password("first line\nsecond line\n").status, 0);
    EXPECT_EQ(set_password(std::string(limits::password_bytes_max, 'x')).status, 0);
    EXPECT_EQ(set_password("pässword").status, 0);
    for (auto const& wrong : { std::string(), std::string("\nsecond"), std::string("\r\n"),
             std::string(limits::password_bytes_max + 1, 'x'), std::string("a\tb"), std::string("a\0b", 3),
             std::string("p\xE4ssword") }) {
        auto const refused = set_password(wrong);
        EXPECT_EQ(refused.status, 2) << wrong;
        EXPECT_NE(refused.messages.find("the password"), std::string::npos) << refused.messages;
    }
}

TEST_F(AdminAccount, NeverWaitsForATerminalThatIsNotThere)
{
    auto const refused = folder.admin({ "account", "password", "sadie@contoso.com" });
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.messages.find("--password-file"), std::string::npos);
    EXPECT_EQ(
        folder.admin({ "account", "password", "sadie@contoso.com", "--password-file", folder.path("none") })
            .status,
        2);
    EXPECT_EQ(folder.admin({ "account", "role", "sadie@contoso.com", "king" }).status, 2);
    EXPECT_EQ(folder.admin({ "account", "role", "sadie@contoso.com", "admin" }).status, 3);
}

// A terminal with `likeness admin account password` at it.
class PasswordPrompt {
public:
    explicit PasswordPrompt(AdminFolder const& folder)
    {
        auto const data = folder.data();
        process_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
        if (process_ != 0) return;
        ::execl(LIKENESS_PROGRAM, "likeness", "admin", "account", "password", "sadie@contoso.com", "--data",
            data.c_str(), nullptr);
        ::_exit(127);
    }
    ~PasswordPrompt() { ::close(terminal_); }
    PasswordPrompt(PasswordPrompt const&) = delete;
    PasswordPrompt& operator=(PasswordPrompt const&) = delete;

    void type(std::string_view text) const
    {
        EXPECT_EQ(::write(terminal_, text.data(), text.size()), std::ssize(text));
    }

    // Reads until `text` stands on the screen or the program is gone.
    void wait_for(std::string_view text)
    {
        char letter = 0;
        while (screen_.find(text, seen_) == std::string::npos && ::read(terminal_, &letter, 1) == 1)
            screen_ += letter;
        seen_ = screen_.size();
    }
    int finish()
    {
        wait_for("this never comes");
        int status = 0;
        ::waitpid(process_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    std::string const& screen() const { return screen_; }

private:
    int terminal_ = -1;
    pid_t process_ = -1;
    std::string screen_;
    std::size_t seen_ = 0;
};

TEST_F(AdminAccount, AsksTwiceWithoutShowingWhatIsTyped)
{
    PasswordPrompt prompt(folder);
    prompt.wait_for("sadie@contoso.com: ");
    prompt.type("s3cret\n");
    prompt.wait_for("again: ");
    prompt.type("s3cret\n");
    EXPECT_EQ(prompt.finish(), 0) << prompt.screen();
    EXPECT_EQ(prompt.screen().find("s3cret"), std::string::npos) << prompt.screen();
    EXPECT_EQ(role(), "user");
}

TEST_F(AdminAccount, IsNotMadeWhenTheTwoDiffer)
{
    PasswordPrompt prompt(folder);
    prompt.wait_for("sadie@contoso.com: ");
    prompt.type("s3cret\n");
    prompt.wait_for("again: ");
    prompt.type("secret\n");
    EXPECT_EQ(prompt.finish(), 2);
    EXPECT_NE(prompt.screen().find("the two passwords differ"), std::string::npos);
    EXPECT_EQ(role(), "");
}

TEST_F(AdminAccount, IsNotMadeWhenTheQuestionIsInterrupted)
{
    PasswordPrompt prompt(folder);
    prompt.wait_for("sadie@contoso.com: ");
    prompt.type("s3c\x03"); // Ctrl-C
    EXPECT_EQ(prompt.finish(), 130);
    EXPECT_NE(prompt.screen().find("no password was given"), std::string::npos) << prompt.screen();
    EXPECT_EQ(role(), "");
}

}
}
