#include "directory/ldap/connection_points.hpp"

#include "directory/slapd_server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace likeness::directory::ldap {

namespace {

using test::SlapdServer;
using testing::ElementsAre;

// What Active Directory's own schema says of them.
constexpr auto schema = R"(
attributetype ( 1.2.840.113556.1.4.48 NAME 'keywords' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.2.840.113556.1.4.510 NAME 'serviceBindingInformation' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
objectclass ( 1.2.840.113556.1.5.94 NAME 'serviceConnectionPoint' SUP top STRUCTURAL MUST cn
  MAY ( keywords $ serviceBindingInformation ) )
)";

constexpr auto is_url = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr auto is_pointer = "67661d7f-8fc4-4fa7-bfac-e1d7794c1f68";

class ConnectionPointsOf : public testing::Test {
protected:
    void SetUp() override
    {
        if (auto const why = SlapdServer::missing()) GTEST_SKIP() << *why;
        directory.emplace(test::SlapdOptions { .global_config = schema });
    }

    static void add(SlapdServer const& server, std::string const& name, std::string const& binding,
        std::vector<std::string> const& keywords)
    {
        auto entry
            = fmt::format("dn: cn={},{}\nchangetype: add\nobjectClass: serviceConnectionPoint\ncn: {}\n"
                          "serviceBindingInformation: {}\n",
                name, SlapdServer::base, name, binding);
        for (auto const& keyword : keywords) entry += "keywords: " + keyword + "\n";
        server.change(entry);
    }
    LdapOptions options() const
    {
        return { .name = "contoso",
            .urls = { directory->url() },
            .start_tls = true,
            .ca_file = directory->ca_file() };
    }

    std::optional<SlapdServer> directory;
};

}

TEST_F(ConnectionPointsOf, ADirectoryAreThoseForEverybodyAndThenThoseOfSites)
{
    EXPECT_THAT(find_connection_points(options(), "contoso.com").value(), testing::IsEmpty());
    add(*directory, "site", "https://site.contoso.com/Autodiscover/Autodiscover.xml",
        { is_url, "Site=Lisbon" });
    add(*directory, "all", "https://mail.contoso.com/Autodiscover/Autodiscover.xml", { is_url });
    add(*directory, "other", "https://other.contoso.com/", { "a service of another kind" });
    EXPECT_THAT(find_connection_points(options(), "contoso.com").value(),
        ElementsAre("https://mail.contoso.com/Autodiscover/Autodiscover.xml",
            "https://site.contoso.com/Autodiscover/Autodiscover.xml"));
    auto signed_in = options();
    signed_in.bind = { BindMethod::simple, SlapdServer::reader, SlapdServer::password };
    EXPECT_EQ(find_connection_points(signed_in, "contoso.com").value().size(), 2u);
}

TEST_F(ConnectionPointsOf, AnotherForestAreTakenWhereAPointerForThisDomainLeadsThere)
{
    SlapdServer const other({ .global_config = schema });
    auto const port = other.url().substr(other.url().rfind(':'));
    add(other, "all", "https://mail.fabrikam.com/Autodiscover/Autodiscover.xml", { is_url });
    add(*directory, "all", "https://mail.contoso.com/Autodiscover/Autodiscover.xml", { is_url });
    add(*directory, "to", "LDAP://localhost" + port + "/CN=Configuration",
        { is_pointer, "Domain=fabrikam.com" });
    auto trusting = options();
    trusting.ca_file = other.folder() / "both.pem";
    ASSERT_EQ(std::system(("cat '" + directory->ca_file().string() + "' '" + other.ca_file().string() + "' >'"
                  + trusting.ca_file.string() + "'")
                      .c_str()),
        0);
    EXPECT_THAT(find_connection_points(trusting, "Fabrikam.com").value(),
        ElementsAre("https://mail.fabrikam.com/Autodiscover/Autodiscover.xml"));
    EXPECT_THAT(find_connection_points(trusting, "contoso.com").value(),
        ElementsAre("https://mail.contoso.com/Autodiscover/Autodiscover.xml"));
    EXPECT_THAT(find_connection_points(options(), "fabrikam.com").value(),
        ElementsAre("https://mail.contoso.com/Autodiscover/Autodiscover.xml"))
        << "the other directory cannot prove who it is";
    trusting.bind = { BindMethod::simple, SlapdServer::reader, SlapdServer::password };
    EXPECT_THAT(find_connection_points(trusting, "fabrikam.com").value(),
        ElementsAre("https://mail.contoso.com/Autodiscover/Autodiscover.xml"))
        << "a password goes to nobody else";
}

TEST_F(ConnectionPointsOf, ADirectoryThatIsNotThereAreAnError)
{
    directory->stop();
    EXPECT_EQ(find_connection_points(options(), "contoso.com").error().code, Code::ad_unavailable);
}

}
