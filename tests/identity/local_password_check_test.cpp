#include "identity/joined_password_check.hpp"

#include "core/limits.hpp"
#include "identity/cheap_hash.hpp"
#include "identity/memory_shortage.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::identity {
namespace {

EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

// Accounts in a list. What LocalPasswordCheck does not call stays what it is called.
class ListedAccounts final : public Accounts {
public:
    Result<std::optional<Account>> find(EmailAddress const& wanted) override
    {
        if (failure) return tl::unexpected(*failure);
        for (auto const& account : accounts)
            if (account.address == wanted) return account;
        return std::nullopt;
    }
    Result<std::vector<Account>> find_by_local_part(std::string_view folded_local_part) override
    {
        if (failure) return tl::unexpected(*failure);
        std::vector<Account> found;
        for (auto const& account : accounts)
            if (account.address.folded_local_part() == folded_local_part) found.push_back(account);
        return found;
    }
    Result<void> set_password(EmailAddress const&, std::string const&, Role) override { return read_only(); }
    Result<void> set_role(EmailAddress const&, Role) override { return read_only(); }
    Result<void> remove(EmailAddress const&) override { return read_only(); }
    Result<std::vector<Account>> list() override { return accounts; }

    std::vector<Account> accounts;
    std::optional<Error> failure;

private:
    static tl::unexpected<Error> read_only() { return fail(Code::invalid_operation, "read only"); }
};

class ListedPeople final : public Directory {
public:
    Result<std::optional<Person>> find(EmailAddress const& wanted) override
    {
        if (failure) return tl::unexpected(*failure);
        for (auto const& person : people)
            for (auto const& one : person.addresses)
                if (one == wanted) return person;
        return std::nullopt;
    }
    Result<std::optional<Person>> find(PersonId) override { return std::nullopt; }
    Result<bool> serves_domain(std::string_view) override { return false; }
    Result<std::optional<Photo>> find_thumbnail(PersonId) override { return std::nullopt; }
    Result<std::vector<Person>> find_all(std::span<PersonId const>) override { return {}; }
    Result<std::vector<Person>> find_by_proxy(std::string_view, ProxyMatch, std::size_t) override
    {
        return {};
    }
    Result<std::vector<Person>> find_related(PersonId, Relation, std::size_t) override { return {}; }

    std::vector<Person> people;
    std::optional<Error> failure;
};

class LocalPasswordCheckTest : public testing::Test {
protected:
    void add_account(std::string_view text, std::string_view password, Role role = Role::user)
    {
        accounts_.accounts.push_back({ address(text), hash_password(password, test::cheap).value(), role });
    }

    // Who signs in: the address's text, or "nobody", or the error's code.
    std::string who(std::string_view login, std::string_view password)
    {
        auto const principal = check_.check(login, password);
        if (!principal) return std::string(response_code(principal.error().code));
        return *principal ? (*principal)->address.value().text() : "nobody";
    }

    ListedAccounts accounts_;
    ListedPeople directory_;
    LocalPasswordCheck check_ { accounts_, directory_, { .cost = test::cheap } };
};

TEST_F(LocalPasswordCheckTest, SignsInByAddress)
{
    add_account("sadie@contoso.com", "secret");
    EXPECT_EQ(who("sadie@contoso.com", "secret"), "sadie@contoso.com");
    EXPECT_EQ(who("SADIE@Contoso.COM", "secret"), "sadie@contoso.com");
}

TEST_F(LocalPasswordCheckTest, RefusesAWrongPasswordInEveryForm)
{
    add_account("sadie@contoso.com", "secret");
    for (auto const* const login : { "sadie@contoso.com", "CONTOSO\\sadie", "sadie" })
        for (auto const* const password : { "Secret", "secret ", "x" })
            EXPECT_EQ(who(login, password), "nobody") << login << ' ' << password;
}

TEST_F(LocalPasswordCheckTest, TakesTheDefaultDomainsAccountForALoginWithoutADomain)
{
    LocalPasswordCheck check(
        accounts_, directory_, { .cost = test::cheap, .default_domain = "fabrikam.com" });
    add_account("sadie@contoso.com", "secret");
    EXPECT_TRUE(check.check("sadie", "secret").value()); // The only one there is.
    add_account("sadie@fabrikam.com", "other");
    EXPECT_EQ(check.check("sadie", "other").value()->address, address("sadie@fabrikam.com"));
    EXPECT_FALSE(check.check("sadie", "secret").value());
}

TEST_F(LocalPasswordCheckTest, VerifiesNoMorePasswordsAtATimeThanItIsTold)
{
    add_account("sadie@contoso.com", "secret");
    LocalPasswordCheck narrow(
        accounts_, directory_, { .cost = test::cheap, .at_once = 1, .default_domain = {} });
    std::atomic<int> let_in = 0;
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < 8; ++i)
            callers.emplace_back([&] {
                if (narrow.check("sadie@contoso.com", "secret").value()) ++let_in;
            });
    }
    EXPECT_EQ(let_in, 8);
}

class JoinedPasswordCheckTest : public LocalPasswordCheckTest {
protected:
    // Knows one login and password; or is down.
    class Elsewhere final : public DirectorySignIn {
    public:
        explicit Elsewhere(std::string known)
            : login(std::move(known))
            , person { .id = base::random_guid(), .addresses = { address(login) } }
        {
        }
        Result<std::optional<Person>> sign_in(std::string_view asked, std::string_view password) override
        {
            ++asked_times;
            if (down) return fail(Code::ad_unavailable, "down");
            if (asked != login || password != "elsewhere") return std::nullopt;
            return person;
        }
        std::string login;
        Person person;
        bool down = false;
        int asked_times = 0;
    };

    std::string joined(std::string_view login, std::string_view password)
    {
        auto const principal = joined_.check(login, password);
        if (!principal) return std::string(response_code(principal.error().code));
        return *principal ? (*principal)->address.value().text() : "nobody";
    }

    Elsewhere first_ { "hope@contoso.com" };
    Elsewhere second_ { "sadie@contoso.com" };
    JoinedPasswordCheck joined_ { { check_, accounts_, directory_, { &first_, &second_ } } };
};

TEST_F(JoinedPasswordCheckTest, AsksEachDirectoryForWhoHasNoAccount)
{
    EXPECT_EQ(joined("sadie@contoso.com", "elsewhere"), "sadie@contoso.com");
    EXPECT_EQ(joined("hope@contoso.com", "elsewhere"), "hope@contoso.com");
    EXPECT_EQ(joined("hope@contoso.com", "wrong"), "nobody");
}

TEST_F(JoinedPasswordCheckTest, LetsAnAccountOfOursBeJudgedByItsOwnPasswordAlone)
{
    add_account("sadie@contoso.com", "secret");
    EXPECT_EQ(joined("sadie@contoso.com", "secret"), "sadie@contoso.com");
    EXPECT_EQ(joined("sadie@contoso.com", "elsewhere"), "nobody");
    EXPECT_EQ(first_.asked_times + second_.asked_times, 0);
}

TEST_F(JoinedPasswordCheckTest, LetsNobodyInUnderAnAddressThatIsSomebodyElsesHere)
{
    first_.login = "eve"; // Whose directory says of them what it likes.
    first_.person.addresses = { address("sadie@contoso.com") };
    EXPECT_EQ(joined("eve", "elsewhere"), "sadie@contoso.com"); // Nobody else has it.

    directory_.people = { second_.person };
    EXPECT_EQ(joined("eve", "elsewhere"), "nobody");
    EXPECT_EQ(joined("sadie@contoso.com", "elsewhere"), "sadie@contoso.com");

    directory_.people.clear();
    add_account("sadie@contoso.com", "secret", Role::admin);
    EXPECT_EQ(joined("eve", "elsewhere"), "nobody");
}

TEST_F(JoinedPasswordCheckTest, LetsNobodyInWhereItCannotBeToldWhoseTheAddressIs)
{
    first_.login = "hope";
    directory_.failure = Error { Code::ad_unavailable, "down", "" };
    EXPECT_EQ(joined("hope", "elsewhere"), "ErrorADUnavailable");
}

TEST_F(JoinedPasswordCheckTest, DoesNotTakeASilentDirectoryForARefusal)
{
    first_.down = true;
    EXPECT_EQ(joined("sadie@contoso.com", "elsewhere"), "sadie@contoso.com");
    EXPECT_EQ(joined("hope@contoso.com", "elsewhere"), "ErrorADUnavailable");
}

TEST_F(LocalPasswordCheckTest, NamesTheAccountsRole)
{
    add_account("sadie@contoso.com", "secret");
    add_account("hope@contoso.com", "better", Role::admin);
    EXPECT_EQ(check_.check("sadie@contoso.com", "secret").value()->role, Role::user);
    EXPECT_EQ(check_.check("hope@contoso.com", "better").value()->role, Role::admin);
}

TEST_F(LocalPasswordCheckTest, SignsInByDomainAndUser)
{
    add_account("sadie@contoso.com", "secret");
    for (auto const* const login : { "CONTOSO\\sadie", "contoso\\SADIE", "contoso.com\\sadie" })
        EXPECT_EQ(who(login, "secret"), "sadie@contoso.com") << login;
}

TEST_F(LocalPasswordCheckTest, TakesWholeLabelsOfADomainOnly)
{
    add_account("sadie@mail.contoso.com", "secret");
    EXPECT_EQ(who("mail.contoso\\sadie", "secret"), "sadie@mail.contoso.com");
    for (auto const* const login : { "m\\sadie", "mail.con\\sadie", "contoso.com\\sadie", "contoso\\sadie",
             "mail.\\sadie", "\\sadie", ".\\sadie", "mail\\", "\\", "mail\\x\\sadie", "mail/sadie" })
        EXPECT_EQ(who(login, "secret"), "nobody") << login;
}

TEST_F(LocalPasswordCheckTest, TellsDomainsWithTheSameUserApart)
{
    add_account("sadie@contoso.com", "secret");
    add_account("sadie@fabrikam.com", "other");
    EXPECT_EQ(who("CONTOSO\\sadie", "secret"), "sadie@contoso.com");
    EXPECT_EQ(who("FABRIKAM\\sadie", "other"), "sadie@fabrikam.com");
    EXPECT_EQ(who("CONTOSO\\sadie", "other"), "nobody");
}

TEST_F(LocalPasswordCheckTest, PrefersTheDomainItselfToOneThatBeginsWithIt)
{
    add_account("sadie@contoso.com", "secret");
    add_account("sadie@contoso.com.example", "other");
    EXPECT_EQ(who("contoso.com\\sadie", "secret"), "sadie@contoso.com");
    EXPECT_EQ(who("contoso.com\\sadie", "other"), "nobody");
}

TEST_F(LocalPasswordCheckTest, RefusesADomainThatFitsSeveralAccounts)
{
    add_account("sadie@contoso.com", "secret");
    add_account("sadie@contoso.example", "secret");
    EXPECT_EQ(who("CONTOSO\\sadie", "secret"), "nobody");
    EXPECT_EQ(who("contoso.example\\sadie", "secret"), "sadie@contoso.example");
}

TEST_F(LocalPasswordCheckTest, SignsInByUserWhereOnlyOneAccountHasIt)
{
    add_account("sadie@contoso.com", "secret");
    EXPECT_EQ(who("Sadie", "secret"), "sadie@contoso.com");
    EXPECT_EQ(who("sad", "secret"), "nobody");

    add_account("sadie@fabrikam.com", "secret");
    EXPECT_EQ(who("sadie", "secret"), "nobody"); // Ambiguous, even with the right password.
}

TEST_F(LocalPasswordCheckTest, SignsInByAnyAddressOfThePersonWhosePrimaryAddressHasTheAccount)
{
    add_account("sadie@contoso.com", "secret");
    directory_.people.push_back(
        { .addresses = { address("sadie@contoso.com"), address("sadie.daniels@contoso.com") } });
    EXPECT_EQ(who("Sadie.Daniels@contoso.com", "secret"), "sadie@contoso.com");
    EXPECT_EQ(who("sadie.daniels@contoso.com", "x"), "nobody");
    EXPECT_EQ(who("sadie.daniels", "secret"), "nobody"); // The other forms name accounts.
}

TEST_F(LocalPasswordCheckTest, DoesNotFollowToAnAccountThatIsNotThePrimaryAddresss)
{
    add_account("old@contoso.com", "secret");
    directory_.people.push_back({ .addresses
        = { address("sadie@contoso.com"), address("old@contoso.com"), address("other@contoso.com") } });
    EXPECT_EQ(who("other@contoso.com", "secret"), "nobody");
    EXPECT_EQ(who("sadie@contoso.com", "secret"), "nobody");
    EXPECT_EQ(who("old@contoso.com", "secret"), "old@contoso.com");
}

TEST_F(LocalPasswordCheckTest, SignsInWhoIsHiddenFromAddressLists)
{
    add_account("sadie@contoso.com", "secret");
    directory_.people.push_back({ .addresses = { address("sadie@contoso.com"), address("s@contoso.com") },
        .visibility = Visibility::hidden });
    EXPECT_EQ(who("s@contoso.com", "secret"), "sadie@contoso.com");
}

TEST_F(LocalPasswordCheckTest, KnowsNobodyWithoutAnAccount)
{
    directory_.people.push_back({ .addresses = { address("reception@contoso.com") } });
    for (auto const* const login : { "reception@contoso.com", "reception", "CONTOSO\\reception",
             "nobody@contoso.com", "nobody", "@contoso.com", "sadie@", "@" })
        EXPECT_EQ(who(login, "secret"), "nobody") << login;
}

// Else the failures of one account could be spread over endlessly many logins.
TEST_F(LocalPasswordCheckTest, KnowsOneSpellingOfALogin)
{
    add_account("sadie@contoso.com", "secret");
    for (auto const* const login : { " sadie@contoso.com", "sadie@contoso.com ", "smtp:sadie@contoso.com",
             "SMTP: sadie@contoso.com", " sadie", "sadie ", "CONTOSO\\ sadie", " CONTOSO\\sadie",
             "CONTOSO \\sadie", "contoso.com\\smtp:sadie", "contoso.com \\sadie", "contoso.com\\\tsadie" })
        EXPECT_EQ(who(login, "secret"), "nobody") << login;
}

TEST_F(LocalPasswordCheckTest, ReadsALoginWithAnAtSignAsAnAddressThoughItHasABackslash)
{
    add_account("contoso\\sadie@contoso.com", "secret");
    EXPECT_EQ(who("contoso\\sadie@contoso.com", "secret"), "contoso\\sadie@contoso.com");
    add_account("sadie@contoso.com", "other");
    EXPECT_EQ(who("fabrikam\\sadie@contoso.com", "other"), "nobody");
}

TEST_F(LocalPasswordCheckTest, RefusesEmptyAndOverlongCredentialsWhoeverItIs)
{
    add_account("sadie@contoso.com", "secret");
    EXPECT_EQ(who("sadie@contoso.com", ""), "nobody");
    EXPECT_EQ(who("", "secret"), "nobody");
    EXPECT_EQ(who(std::string(limits::login_bytes_max + 1, 'l'), "secret"), "nobody");
    EXPECT_EQ(who("sadie@contoso.com", std::string(limits::password_bytes_max + 1, 'p')), "nobody");

    // Not even asked for: what is refused at once costs no lookup.
    accounts_.failure = Error { Code::internal_server_transient_error, "asked", "" };
    EXPECT_EQ(who("sadie@contoso.com", ""), "nobody");
}

TEST_F(LocalPasswordCheckTest, TakesAPasswordOfTheLongestKind)
{
    std::string const longest(limits::password_bytes_max, 'p');
    add_account("sadie@contoso.com", longest);
    EXPECT_EQ(who("sadie@contoso.com", longest), "sadie@contoso.com");
}

// Seen by what it cannot get when there is no memory: the time it takes decides no test.
TEST_F(LocalPasswordCheckTest, PaysForALoginThatNobodyHasAsForAWrongPassword)
{
    LocalPasswordCheck check(accounts_, directory_);
    test::MemoryShortage const shortage;
    for (auto const* const login : { "nobody@contoso.com", "CONTOSO\\nobody", "nobody", "no@body@", "\\" }) {
        auto const principal = check.check(login, "secret");
        ASSERT_FALSE(principal) << login;
        EXPECT_EQ(principal.error().code, Code::internal_server_transient_error) << login;
    }
}

TEST_F(LocalPasswordCheckTest, SaysSoWhenAccountsCannotBeAsked)
{
    accounts_.failure = Error { Code::internal_server_transient_error, "no", "" };
    for (auto const* const login : { "sadie@contoso.com", "CONTOSO\\sadie", "sadie" })
        EXPECT_EQ(who(login, "secret"), "ErrorInternalServerTransientError") << login;
}

TEST_F(LocalPasswordCheckTest, NeedsNoDirectoryForAnAccountsOwnAddress)
{
    add_account("sadie@contoso.com", "secret");
    directory_.failure = Error { Code::ad_unavailable, "no", "" };
    for (auto const* const login : { "sadie@contoso.com", "CONTOSO\\sadie", "sadie" })
        EXPECT_EQ(who(login, "secret"), "sadie@contoso.com") << login;
    EXPECT_EQ(who("sadie.daniels@contoso.com", "secret"), "ErrorADUnavailable");
}

TEST_F(LocalPasswordCheckTest, SaysSoWhenTheAccountsHashIsBroken)
{
    accounts_.accounts.push_back({ address("sadie@contoso.com"), "$argon2id$broken", Role::admin });
    EXPECT_EQ(who("sadie@contoso.com", "secret"), "ErrorInternalServerError");
}

}
}
