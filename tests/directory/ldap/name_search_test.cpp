// LiveDirectory keeps what every NameSearch does, over a real slapd.
#include "directory/ldap/live_directory.hpp"
#include "directory/ldif.hpp"
#include "directory/name_search_contract.hpp"
#include "directory/slapd_server.hpp"
#include "support/settable_clock.hpp"

namespace likeness::test {

namespace {

using namespace directory::ldap;

// employeeNumber stands for the id, which a server otherwise makes itself; employeeType hides.
std::string ldif_of(Person const& person)
{
    LdifAttributes attributes { { "objectClass", "inetOrgPerson" }, { "uid", person.alias },
        { "cn", person.display_name }, { "displayName", person.display_name },
        { "givenName", person.given_name }, { "sn", person.surname },
        { "mail", person.primary_address().text() }, { "employeeNumber", base::to_string(person.id) } };
    if (!person.office.empty()) attributes.emplace_back("roomNumber", person.office);
    if (person.visibility == Visibility::hidden) attributes.emplace_back("employeeType", "TRUE");
    return ldif_entry("uid=" + person.alias + "," + SlapdServer::people, attributes);
}

// A directory and the server that it asks.
struct ServedDirectory {
    SlapdServer server;
    SettableClock clock;
    ConnectionPool pool {
        { .name = "hq",
            .urls = { server.tls_url() },
            .bind
            = { .method = BindMethod::simple, .dn = SlapdServer::admin, .password = SlapdServer::password },
            .ca_file = server.ca_file(),
            .attributes = { { "id", { "employeeNumber" } }, { "hidden", { "employeeType" } } } },
        clock
    };
    LiveDirectory directory { pool, clock };
};

std::shared_ptr<NameSearch> make_served(std::vector<Person> const& people)
{
    auto const served = std::make_shared<ServedDirectory>();
    for (auto const& person : people) served->server.change(ldif_of(person));
    return { served, &served->directory };
}

std::vector<NameSearchMaker> makers()
{
    if (SlapdServer::missing()) return {};
    return { { .name = "Slapd", .make = make_served, .ignores_accents = false } };
}

INSTANTIATE_TEST_SUITE_P(Ldap, NameSearchContract, testing::ValuesIn(makers()));

TEST(NameSearchOverLdap, IsHeldAgainstTheContract)
{
    if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason;
    EXPECT_FALSE(makers().empty());
}

}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(NameSearchContract);

}
