// The same as live_directory_test.cpp where Active Directory differs, against a real one.
#include "directory/ldap/ldap_password_check.hpp"
#include "directory/ldap/ldap_thumbnail_writer.hpp"
#include "directory/ldap/live_directory.hpp"
#include "directory/samba_environment.hpp"
#include "support/settable_clock.hpp"

#include <gmock/gmock.h>

// MIT's GSSAPI keeps what it needed for a sign-in, and is unloaded before the sanitizer looks.
extern "C" char const* __lsan_default_suppressions();
extern "C" char const* __lsan_default_suppressions()
{
    return "leak:libgssapi_krb5\nleak:libkrb5\n";
}

namespace likeness::directory::ldap {

namespace {

using test::SambaEnvironment;
using test::SambaServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

auto* const samba = test::share_samba();

std::string const picture = "\xFF\xD8\xFF\xE0 a picture, as far as anybody looks";
constexpr char const* word = "First.word-1";

class ActiveDirectoryTest : public testing::Test {
protected:
    static SambaServer const& server() { return *SambaEnvironment::server; }

    static LdapOptions options()
    {
        return { .name = "ad",
            .urls = { SambaServer::tls_url },
            .bind
            = { .method = BindMethod::simple, .dn = SambaServer::admin, .password = SambaServer::password },
            .ca_file = server().ca_file(),
            .thumbnail_writeback = true,
            .entity_tag = [](PersonId const&, base::ByteView) { return "TAG"; } };
    }

    Person person(std::string const& name)
    {
        return directory.find(EmailAddress::parse(name + "@contoso.com").value()).value().value();
    }

    std::vector<std::string> found_by(std::string_view text, bool whole = false)
    {
        auto const hits = directory.search({ .text = std::string(text), .whole = whole }, 100);
        if (!hits) throw std::runtime_error(for_operator(hits.error()));
        std::vector<std::string> addresses;
        for (auto const& hit : hits->hits) addresses.emplace_back(hit.address);
        return addresses;
    }

    std::optional<std::string> signed_in(std::string_view login, std::string_view password)
    {
        auto const person = LdapPasswordCheck(pool).sign_in(login, password);
        if (!person) throw std::runtime_error(for_operator(person.error()));
        if (!*person) return std::nullopt;
        return (*person)->primary_address().text();
    }

    test::SettableClock clock;
    ConnectionPool pool { options(), clock };
    LiveDirectory directory { pool, clock };
};

TEST_F(ActiveDirectoryTest, IsKnownByWhatItsServersSayOfThemselves)
{
    auto const server_says = pool.server();
    ASSERT_TRUE(server_says) << for_operator(server_says.error());
    EXPECT_EQ((*server_says)->kind, LdapKind::active_directory);
    EXPECT_EQ((*server_says)->default_base, SambaServer::base);
    EXPECT_TRUE((*server_says)->highest_usn);
    EXPECT_TRUE((*server_says)->supports("1.2.840.113556.1.4.841"));
}

TEST_F(ActiveDirectoryTest, RefusesToBeSpokenToInTheClear)
{
    auto plain = options();
    plain.urls = { SambaServer::url };
    EXPECT_THAT(Connection::open(plain).error().detail, HasSubstr("(8)")) << "strongerAuthRequired";
    plain.start_tls = true;
    EXPECT_TRUE(Connection::open(plain));
}

TEST_F(ActiveDirectoryTest, GivesPeopleByAddressAndById)
{
    server().add_user("live1",
        { { "displayName", "Sadie Daniels" }, { "mailNickname", "sadie" },
            { "proxyAddresses", "SMTP:live1@contoso.com" }, { "proxyAddresses", "smtp:sd1@contoso.com" },
            { "proxyAddresses", "sip:live1@contoso.com" }, { "co", "Germany" },
            { "thumbnailPhoto", picture } });
    auto const sadie = person("live1");
    EXPECT_EQ(sadie.display_name, "Sadie Daniels");
    EXPECT_EQ(sadie.alias, "sadie");
    EXPECT_EQ(sadie.country, "Germany");
    EXPECT_THAT(sadie.other_proxies, ElementsAre("sip:live1@contoso.com"));
    EXPECT_EQ(person("sd1"), sadie);
    EXPECT_EQ(directory.find(sadie.id).value(), sadie);
    EXPECT_THAT(directory.find_all({ &sadie.id, 1 }).value(), ElementsAre(sadie));
    EXPECT_EQ(base::as_text(directory.find_thumbnail(sadie.id).value().value().bytes), picture);
    EXPECT_TRUE(directory.serves_domain("contoso.com").value());
    EXPECT_FALSE(directory.serves_domain("fabrikam.com").value());
    auto const by_proxy = directory.find_by_proxy("smtp:SD1", ProxyMatch::prefix, 10).value();
    EXPECT_THAT(by_proxy, ElementsAre(sadie));
}

TEST_F(ActiveDirectoryTest, FindsByItsAmbiguousNames)
{
    server().add_user(
        "live2", { { "displayName", "Bridge Walker" }, { "givenName", "Bridge" }, { "sn", "Walker" } });
    server().add_user("live3",
        { { "displayName", "Bridge Hidden" }, { "givenName", "Bridge" }, { "sn", "Hidden" },
            { "msExchHideFromAddressLists", "TRUE" } });
    for (auto const* text : { "bri", "BRIDGE", "walk", "bri wal", "walk bri", "live2@" })
        EXPECT_THAT(found_by(text), ElementsAre("live2@contoso.com")) << text;
    EXPECT_THAT(found_by("bridge walker", true), ElementsAre("live2@contoso.com"));
    for (auto const* text : { "ridge", "bri*", "*", "(", "bridge hid" })
        EXPECT_THAT(found_by(text), IsEmpty()) << text;
    EXPECT_THAT(found_by("bridge", false), ElementsAre("live2@contoso.com"));
    EXPECT_THAT(found_by("bri", true), IsEmpty());
    EXPECT_EQ(person("live3").visibility, Visibility::hidden);
}

TEST_F(ActiveDirectoryTest, FollowsManagersReportsAndMembers)
{
    server().add_user("live4", {});
    server().add_user("live5", { { "manager", SambaServer::dn_of("live4") } });
    server().change(test::ldif_entry(SambaServer::dn_of("livegroup"),
        { { "objectClass", "group" }, { "sAMAccountName", "livegroup" }, { "mail", "livegroup@contoso.com" },
            { "member", SambaServer::dn_of("live4") }, { "member", SambaServer::dn_of("live5") } }));
    auto const related = [&](std::string const& name, Relation relation) {
        return directory.find_related(person(name).id, relation, 10).value();
    };
    EXPECT_THAT(related("live5", Relation::manager), ElementsAre(person("live4")));
    EXPECT_THAT(related("live4", Relation::direct_reports), ElementsAre(person("live5")));
    EXPECT_THAT(related("livegroup", Relation::members),
        testing::UnorderedElementsAre(person("live4"), person("live5")));
}

TEST_F(ActiveDirectoryTest, SignsInByEveryFormOfALogin)
{
    server().add_user("live6", { { "proxyAddresses", "smtp:six@contoso.com" } }, word);
    for (auto const* login :
        { "live6@contoso.com", "six@contoso.com", "CONTOSO\\live6", "contoso.com\\LIVE6", "live6" })
        EXPECT_THAT(signed_in(login, word), Optional(std::string("live6@contoso.com"))) << login;
    for (auto const* login : { "FABRIKAM\\live6", "live6 ", "liv*", "nobody", "nobody@contoso.com" })
        EXPECT_EQ(signed_in(login, word), std::nullopt) << login;
    EXPECT_EQ(signed_in("live6", "Wrong.word-1"), std::nullopt);
    EXPECT_EQ(signed_in("live6", ""), std::nullopt);
}

TEST_F(ActiveDirectoryTest, SignsInNobodyWhoseAccountIsDisabled)
{
    server().add_user("live7", {}, word);
    ASSERT_THAT(signed_in("live7", word), Optional(std::string("live7@contoso.com")));
    server().change(test::ldif_replace(SambaServer::dn_of("live7"), "userAccountControl", { "514" }));
    EXPECT_EQ(signed_in("live7", word), std::nullopt);
}

TEST_F(ActiveDirectoryTest, TakesThumbnailsAndSaysWhenOneIsTooLong)
{
    server().add_user("live8", {});
    auto with = options();
    with.thumbnail_bytes_max = 100u << 10;
    ConnectionPool large(with, clock);
    LdapThumbnailWriter writer(large);
    auto const one = person("live8");
    ASSERT_TRUE(writer.write(one, base::as_bytes(picture)));
    EXPECT_EQ(base::as_text(directory.find_thumbnail(one.id).value().value().bytes), picture);
    auto const connection = large.take();
    ASSERT_TRUE(connection);
    auto const refused = const_cast<ConnectionPool::Lease&>(*connection)
                             ->modify(SambaServer::dn_of("live8"),
                                 { { "thumbnailPhoto", { picture + std::string(110u << 10, 'x') } } });
    EXPECT_EQ(refused.error().code, Code::data_size_limit_exceeded) << for_operator(refused.error());
    ASSERT_TRUE(writer.remove(one));
    EXPECT_FALSE(directory.find_thumbnail(one.id).value());
    EXPECT_TRUE(writer.remove(one));
}

TEST_F(ActiveDirectoryTest, SignsUsInByATicketOfKerberos)
{
    server().add_user("live9", {}, word);
    ::setenv("KRB5_CONFIG", server().krb5_conf().c_str(), 1);
    auto const tickets
        = "FILE:" + (std::filesystem::temp_directory_path() / "likeness-test-tickets").string();
    ::setenv("KRB5CCNAME", tickets.c_str(), 1);
    test::must_run({ "kinit", "live9@CONTOSO.COM" }, std::string(word) + "\n");
    // The certificate and the address are localhost's, and so has to be the name that the ticket is for.
    server().change(test::ldif_line("dn", "CN=VM,OU=Domain Controllers,DC=contoso,DC=com")
        + "changetype: modify\nadd: servicePrincipalName\n"
        + test::ldif_line("servicePrincipalName", "ldap/localhost") + "\n");
    // What is sent is sealed by Kerberos. Samba wants that even within TLS, where Active Directory refuses it.
    auto with = options();
    with.urls = { SambaServer::url };
    with.bind = { .method = BindMethod::gssapi };
    auto connection = Connection::open(with);
    ASSERT_TRUE(connection) << connection.error().detail;
    auto const entry = connection->read(SambaServer::dn_of("live9"), { "mail" });
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ((*entry)->value("mail"), "live9@contoso.com");
    test::must_run({ "kdestroy" }, "");
    EXPECT_EQ(Connection::open(with).error().code, Code::ad_unavailable) << "there is no ticket any more";
}

}

}
