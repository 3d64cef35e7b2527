// The contract of Accounts.
#include "storage/backends.hpp"

namespace likeness::test {

namespace {

template <class Backend> class AccountsContract : public testing::Test {
public:
    Accounts& accounts() { return backend.accounts(); }
    void set(std::string_view text, std::string const& hash, Role role = Role::user)
    {
        ASSERT_TRUE(accounts().set_password(address(text), hash, role));
    }
    std::optional<Account> find(std::string_view text) { return accounts().find(address(text)).value(); }

    Backend backend;
};

}

TYPED_TEST_SUITE(AccountsContract, Backends);

TYPED_TEST(AccountsContract, ReportsNoAccountAsAbsentNotAsAnError)
{
    EXPECT_EQ(this->find("sadie@contoso.com"), std::nullopt);
    EXPECT_TRUE(this->accounts().find_by_local_part("sadie").value().empty());
    EXPECT_TRUE(this->accounts().list().value().empty());
}

TYPED_TEST(AccountsContract, FindsAnAccountInAnyCase)
{
    this->set("Sadie@contoso.com", "hash-1", Role::admin);
    auto const found = this->find("SADIE@CONTOSO.COM");
    EXPECT_EQ(found, (Account { address("sadie@contoso.com"), "hash-1", Role::admin }));
    EXPECT_EQ(found->address.text(), "Sadie@contoso.com");
}

TYPED_TEST(AccountsContract, ChangesThePasswordButNeitherRoleNorSpelling)
{
    this->set("Sadie@contoso.com", "hash-1", Role::admin);
    this->set("sadie@contoso.com", "hash-2", Role::user);
    auto const found = this->find("sadie@contoso.com");
    EXPECT_EQ(found, (Account { address("sadie@contoso.com"), "hash-2", Role::admin }));
    EXPECT_EQ(found->address.text(), "Sadie@contoso.com");
}

TYPED_TEST(AccountsContract, ChangesTheRoleButNotThePassword)
{
    this->set("sadie@contoso.com", "hash-1");
    ASSERT_TRUE(this->accounts().set_role(address("SADIE@contoso.com"), Role::admin));
    EXPECT_EQ(
        this->find("sadie@contoso.com"), (Account { address("sadie@contoso.com"), "hash-1", Role::admin }));
    ASSERT_TRUE(this->accounts().set_role(address("sadie@contoso.com"), Role::user));
    EXPECT_EQ(this->find("sadie@contoso.com")->role, Role::user);
}

TYPED_TEST(AccountsContract, RemovesOneAccount)
{
    this->set("sadie@contoso.com", "hash-1");
    this->set("hope@contoso.com", "hash-2");
    ASSERT_TRUE(this->accounts().remove(address("SADIE@contoso.com")));
    EXPECT_EQ(this->find("sadie@contoso.com"), std::nullopt);
    EXPECT_TRUE(this->find("hope@contoso.com"));
}

TYPED_TEST(AccountsContract, ReportsAnAccountThatIsNotThere)
{
    auto const nobody = address("nobody@contoso.com");
    EXPECT_EQ(this->accounts().set_role(nobody, Role::admin).error().code, Code::item_not_found);
    EXPECT_EQ(this->accounts().remove(nobody).error().code, Code::item_not_found);
    EXPECT_TRUE(this->accounts().list().value().empty());
}

TYPED_TEST(AccountsContract, FindsWhatALocalPartMayMean)
{
    this->set("Sadie@fabrikam.com", "hash-2");
    this->set("sadie@contoso.com", "hash-1");
    this->set("sadie.d@contoso.com", "hash-3");
    auto const found = this->accounts().find_by_local_part("sadie").value();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].address, address("sadie@contoso.com"));
    EXPECT_EQ(found[1].address, address("sadie@fabrikam.com"));
}

TYPED_TEST(AccountsContract, GivesSixteenAccountsOfALocalPartAtMost)
{
    for (int n = 0; n < accounts_of_local_part_max; ++n)
        this->set("sadie@" + std::to_string(n) + ".contoso.com", "hash");
    EXPECT_EQ(this->accounts().find_by_local_part("sadie").value().size(), 16u);
    this->set("sadie@one-more.contoso.com", "hash");
    EXPECT_EQ(this->accounts().find_by_local_part("sadie").value().size(), 16u);
}

TYPED_TEST(AccountsContract, ListsInOrderOfTheAddress)
{
    this->set("sadie@contoso.com", "hash-1");
    this->set("Hope@contoso.com", "hash-2", Role::admin);
    auto const all = this->accounts().list().value();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0], (Account { address("hope@contoso.com"), "hash-2", Role::admin }));
    EXPECT_EQ(all[1], (Account { address("sadie@contoso.com"), "hash-1", Role::user }));
}

TYPED_TEST(AccountsContract, LeavesTheAccountWhenThePersonIsRemoved)
{
    auto const person = sadie();
    ASSERT_TRUE(this->backend.people().add({ person, std::nullopt }));
    this->set("sadie@contoso.com", "hash-1");
    ASSERT_TRUE(this->backend.people().remove(person.id));
    EXPECT_TRUE(this->find("sadie@contoso.com"));
}

}
