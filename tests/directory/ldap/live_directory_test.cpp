// LiveDirectory, LdapPasswordCheck and LdapThumbnailWriter against a real slapd.
#include "directory/ldap/live_directory.hpp"

#include "core/limits.hpp"
#include "directory/ldap/ldap_password_check.hpp"
#include "directory/ldap/ldap_thumbnail_writer.hpp"
#include "directory/ldap/slapd_fixture.hpp"

namespace likeness::directory::ldap {

namespace {

using test::person_dn;
using test::person_ldif;
using test::picture;
using test::SlapdServer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using namespace std::chrono_literals;

EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

class LiveDirectoryTest : public test::SlapdTest {
protected:
    LiveDirectory& directory()
    {
        if (!directory_) directory_.emplace(pool(), clock);
        return *directory_;
    }

    Person person(std::string const& name)
    {
        return directory().find(address(name + "@contoso.com")).value().value();
    }

    void add_hidden() const
    {
        server->change(person_ldif("ghost", "Sadie", "Ghost", { { "employeeType", "TRUE" } }));
    }

    static std::vector<std::string> addresses_of(std::vector<Person> const& people)
    {
        std::vector<std::string> texts;
        for (auto const& one : people) texts.push_back(one.primary_address().text());
        return texts;
    }

    std::vector<std::string> found_by(std::string_view text, bool whole = false, std::size_t most = 100)
    {
        auto const hits = directory().search({ .text = std::string(text), .whole = whole }, most);
        if (!hits) throw std::runtime_error(for_operator(hits.error()));
        std::vector<std::string> addresses;
        for (auto const& hit : hits->hits) addresses.emplace_back(hit.address);
        return addresses;
    }

private:
    std::optional<LiveDirectory> directory_;
};

TEST_F(LiveDirectoryTest, FindsPeopleByAnyOfTheirAddresses)
{
    auto const sadie = person("sadie");
    EXPECT_EQ(sadie.display_name, "Sadie Daniels");
    EXPECT_EQ(sadie.office, "4/17");
    EXPECT_EQ(sadie.alias, "sadie");
    EXPECT_EQ(sadie.source, "hq");
    EXPECT_THAT(sadie.other_proxies, ElementsAre("sip:sadie@contoso.com"));
    EXPECT_EQ(person("s.daniels").id, sadie.id);
    EXPECT_EQ(directory().find(address("SADIE@Contoso.com")).value().value().id, sadie.id);
    EXPECT_EQ(directory().find(sadie.id).value(), sadie);
}

TEST_F(LiveDirectoryTest, FindsNobodyWhereNobodyIs)
{
    for (auto const* text :
        { "nobody@contoso.com", "*@contoso.com", "sadie)(uid=*@contoso.com", "sad*@contoso.com" })
        EXPECT_EQ(directory().find(address(text)).value(), std::nullopt) << text;
    EXPECT_EQ(directory().find(base::random_guid()).value(), std::nullopt);
}

TEST_F(LiveDirectoryTest, FindsThoseWhoAreHiddenByTheirAddressAlone)
{
    add_hidden();
    EXPECT_EQ(person("ghost").visibility, Visibility::hidden);
    EXPECT_THAT(found_by("ghost"), IsEmpty());
    EXPECT_THAT(found_by("sadie"), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(
        addresses_of(directory().find_by_proxy("smtp:ghost", ProxyMatch::prefix, 10).value()), IsEmpty());
}

TEST_F(LiveDirectoryTest, DoesNotSayThatThereAreMoreWhenThoseAreHidden)
{
    add_hidden();
    auto const hits = directory().search({ .text = "sadie" }, 1);
    ASSERT_TRUE(hits);
    EXPECT_THAT(hits->hits, testing::SizeIs(1));
    EXPECT_FALSE(hits->more);
}

TEST_F(LiveDirectoryTest, PrefersWhoHasAnAddressAsThePrimaryOne)
{
    server->change(person_ldif("other", "Other", "One", { { "carLicense", "smtp:hope@contoso.com" } }));
    EXPECT_EQ(person("hope").display_name, "Hope Gross");
}

TEST_F(LiveDirectoryTest, FindsSeveralPeopleInTheOrderThatTheyAreAskedFor)
{
    auto const sadie = person("sadie");
    auto const hope = person("hope");
    std::vector<PersonId> ids { sadie.id };
    for (int i = 0; i < 120; ++i) ids.push_back(base::random_guid());
    ids.push_back(hope.id);
    EXPECT_THAT(directory().find_all(ids).value(), ElementsAre(sadie, hope));
    EXPECT_THAT(directory().find_all({}).value(), IsEmpty());
}

TEST_F(LiveDirectoryTest, KnowsTheDomainsThatItServes)
{
    EXPECT_TRUE(directory().serves_domain("contoso.com").value());
    EXPECT_FALSE(directory().serves_domain("ontoso.com").value());
    EXPECT_FALSE(directory().serves_domain("*").value());
}

TEST_F(LiveDirectoryTest, RemembersTheDomainsThatItServesForAWhile)
{
    EXPECT_FALSE(directory().serves_domain("fabrikam.com").value());
    server->change(person_ldif("new", "New", "One", { { "carLicense", "smtp:new@fabrikam.com" } }));
    EXPECT_FALSE(directory().serves_domain("fabrikam.com").value());
    clock.advance(limits::served_domain_time_max);
    EXPECT_TRUE(directory().serves_domain("fabrikam.com").value());
}

TEST_F(LiveDirectoryTest, ServesThumbnailsAsTheyAreStored)
{
    auto const thumbnail = directory().find_thumbnail(person("sadie").id).value();
    ASSERT_TRUE(thumbnail);
    EXPECT_EQ(base::as_text(thumbnail->bytes), picture);
    EXPECT_EQ(thumbnail->content_type, "image/jpeg");
    EXPECT_GT(thumbnail->changed_at, base::Seconds {});
    EXPECT_EQ(directory().find_thumbnail(person("hope").id).value(), std::nullopt);
}

TEST_F(LiveDirectoryTest, FindsByTheBeginningOfProxyAddresses)
{
    auto const found = [&](std::string_view prefix, ProxyMatch match = ProxyMatch::prefix) {
        return addresses_of(directory().find_by_proxy(prefix, match, 10).value());
    };
    EXPECT_THAT(found("smtp:sad"), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found("SMTP:S.DAN"), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found("sip:"), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found("sip:hope"), IsEmpty());
    EXPECT_THAT(found("smtp:"), testing::UnorderedElementsAre("sadie@contoso.com", "hope@contoso.com"));
    EXPECT_THAT(found("smtp:sadie@contoso.com", ProxyMatch::whole), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found("smtp:sadie", ProxyMatch::whole), IsEmpty());
    EXPECT_THAT(found("smtp:*"), IsEmpty());
}

TEST_F(LiveDirectoryTest, FollowsManagersReportsAndMembers)
{
    server->change(test::ldif_entry("cn=maps," + std::string(SlapdServer::groups),
        { { "objectClass", "groupOfNames" }, { "objectClass", "extensibleObject" }, { "cn", "maps" },
            { "mail", "maps@contoso.com" }, { "member", person_dn("sadie") },
            { "member", person_dn("nobody") }, { "member", person_dn("hope") } }));
    auto const related = [&](std::string const& name, Relation relation, std::size_t most = 10) {
        return addresses_of(directory().find_related(person(name).id, relation, most).value());
    };
    EXPECT_EQ(person("maps").kind, RecipientKind::group);
    EXPECT_THAT(related("sadie", Relation::manager), ElementsAre("hope@contoso.com"));
    EXPECT_THAT(related("hope", Relation::manager), IsEmpty());
    EXPECT_THAT(related("hope", Relation::direct_reports), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(related("maps", Relation::members), ElementsAre("sadie@contoso.com", "hope@contoso.com"));
    EXPECT_THAT(related("maps", Relation::members, 1), ElementsAre("sadie@contoso.com"));
}

TEST_F(LiveDirectoryTest, FindsByTheBeginningOfAnyFieldOfAName)
{
    for (auto const* text :
        { "sad", "SADIE", "dan", "daniels", "sadie dan", "dan sad", "sadie daniels", "4/1", "sadie@" })
        EXPECT_THAT(found_by(text), ElementsAre("sadie@contoso.com")) << text;
    for (auto const* text : { "adie", "*", "s*", "(", "s.daniels", "gross sad", "contoso" })
        EXPECT_THAT(found_by(text), IsEmpty()) << text;
}

TEST_F(LiveDirectoryTest, FindsByWholeFieldsWhereThatIsAsked)
{
    EXPECT_THAT(found_by("sadie", true), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found_by("daniels sadie", true), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found_by("sadi", true), IsEmpty());
}

TEST_F(LiveDirectoryTest, PutsWhomTheTextNamesExactlyFirst)
{
    server->change(person_ldif("anchor", "Hopeful", "Anchor") + person_ldif("bench", "Bench", "Hopefield"));
    EXPECT_THAT(found_by("hope"), ElementsAre("hope@contoso.com", "bench@contoso.com", "anchor@contoso.com"));
}

TEST_F(LiveDirectoryTest, DoesNotLeaveOutWhomTheTextNamesExactlyAmongMany)
{
    std::string ldif;
    for (int i = 0; i < 30; ++i) ldif += person_ldif("hoper" + std::to_string(i), "Hoper", std::to_string(i));
    server->change(ldif + person_ldif("last", "Hop", "Last"));
    auto const hits = directory().search({ .text = "hop" }, 10);
    ASSERT_TRUE(hits);
    EXPECT_TRUE(hits->more);
    ASSERT_THAT(hits->hits, testing::SizeIs(10));
    EXPECT_EQ(hits->hits.front().address, "last@contoso.com");
}

TEST_F(LiveDirectoryTest, SaysThatItCannotTellWhileTheServerIsAwayAndAnswersAgainAfterwards)
{
    auto const sadie = person("sadie");
    server->stop();
    EXPECT_EQ(directory().find(address("sadie@contoso.com")).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().find(sadie.id).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().find_all({ &sadie.id, 1 }).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().find_thumbnail(sadie.id).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().find_by_proxy("smtp:", ProxyMatch::prefix, 1).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().find_related(sadie.id, Relation::manager, 1).error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().serves_domain("contoso.com").error().code, Code::ad_unavailable);
    EXPECT_EQ(directory().search({ .text = "sadie" }, 1).error().code, Code::ad_unavailable);
    server->start();
    clock.advance(limits::failed_server_rest);
    EXPECT_EQ(person("sadie"), sadie);
}

class LdapPasswordCheckTest : public test::SlapdTest {
protected:
    test::SlapdOptions slapd_options() const override
    {
        // A server that answers a name without a password as RFC 4513 has it: with success, for nobody.
        return { .global_config = "allow bind_anon_dn bind_anon_cred" };
    }

    std::optional<std::string> signed_in(std::string_view login, std::string_view password)
    {
        auto const person = LdapPasswordCheck(pool()).sign_in(login, password);
        if (!person) throw std::runtime_error(for_operator(person.error()));
        if (!*person) return std::nullopt;
        return (*person)->primary_address().text();
    }
};

TEST_F(LdapPasswordCheckTest, LetsInWhoHasThePasswordInEveryFormOfALogin)
{
    for (auto const* login : { "sadie@contoso.com", "SADIE@contoso.com", "s.daniels@contoso.com", "sadie",
             "contoso\\sadie", "CONTOSO.com\\sadie" })
        EXPECT_THAT(signed_in(login, "pw-sadie"), Optional(std::string("sadie@contoso.com"))) << login;
}

TEST_F(LdapPasswordCheckTest, RefusesEverybodyElse)
{
    for (auto const* login :
        { "nobody@contoso.com", "nobody", "*", "sad*", "fabrikam\\sadie", "\\sadie", "contoso\\",
            "sadie)(uid=*", " sadie", "sadie ", "smtp:sadie@contoso.com", "cn=admin,dc=contoso,dc=com", "" })
        EXPECT_EQ(signed_in(login, "pw-sadie"), std::nullopt) << login;
    EXPECT_EQ(signed_in("sadie", "pw-hope"), std::nullopt);
    EXPECT_EQ(signed_in("sadie", std::string_view("pw-sadie\0", 9)), std::nullopt);
    EXPECT_EQ(signed_in("sadie", std::string(likeness::limits::password_bytes_max + 1, 'x')), std::nullopt);
    EXPECT_EQ(signed_in(std::string(likeness::limits::login_bytes_max + 1, 'x'), "pw-sadie"), std::nullopt);
}

TEST_F(LdapPasswordCheckTest, NeverTakesAnEmptyPassword)
{
    // This server says yes to it: that makes this test one.
    auto with = options();
    with.bind = { .method = BindMethod::simple, .dn = person_dn("sadie"), .password = "" };
    ASSERT_TRUE(Connection::open(with));
    for (auto const* login : { "sadie", "sadie@contoso.com", "contoso\\sadie" })
        EXPECT_EQ(signed_in(login, ""), std::nullopt) << login;
}

TEST_F(LdapPasswordCheckTest, LetsInThoseWhoAreHidden)
{
    server->change(person_ldif("ghost", "Ghost", "Writer", { { "employeeType", "TRUE" } }));
    EXPECT_THAT(signed_in("ghost", "pw-ghost"), Optional(std::string("ghost@contoso.com")));
}

TEST_F(LdapPasswordCheckTest, LetsInNobodyByALoginThatFitsTwo)
{
    server->change(test::ldif_entry("cn=double," + std::string(SlapdServer::people),
        { { "objectClass", "inetOrgPerson" }, { "cn", "double" }, { "sn", "double" }, { "uid", "sadie" },
            { "mail", "double@contoso.com" }, { "userPassword", "pw-double" } }));
    EXPECT_EQ(signed_in("sadie", "pw-sadie"), std::nullopt);
    EXPECT_EQ(signed_in("sadie", "pw-double"), std::nullopt);
    EXPECT_THAT(signed_in("sadie@contoso.com", "pw-sadie"), Optional(std::string("sadie@contoso.com")));
}

TEST_F(LdapPasswordCheckTest, LetsInOnlyWhomTheOperatorsFilterMatches)
{
    auto with = options();
    with.filter = "(roomNumber=4/17)";
    ConnectionPool filtered(with, clock);
    LdapPasswordCheck check(filtered);
    EXPECT_TRUE(check.sign_in("sadie", "pw-sadie").value());
    EXPECT_FALSE(check.sign_in("hope", "pw-hope").value());
}

TEST_F(LdapPasswordCheckTest, RefusesAnEntryThatHasNoPassword)
{
    server->change(test::ldif_replace(person_dn("hope"), "userPassword", {}));
    EXPECT_EQ(signed_in("hope", "pw-hope"), std::nullopt);
}

TEST_F(LdapPasswordCheckTest, SaysThatItCannotTellWhileTheServerIsAway)
{
    LdapPasswordCheck check(pool());
    ASSERT_TRUE(check.sign_in("sadie", "pw-sadie").value());
    server->stop();
    auto const answer = check.sign_in("sadie", "pw-sadie");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::ad_unavailable);
}

class LdapThumbnailWriterTest : public LiveDirectoryTest {
protected:
    LdapOptions writing() const
    {
        auto with = options();
        with.thumbnail_writeback = true;
        return with;
    }
};

TEST_F(LdapThumbnailWriterTest, ReplacesAndRemovesThumbnails)
{
    ConnectionPool writable(writing(), clock);
    LdapThumbnailWriter writer(writable);
    auto const sadie = person("sadie");
    EXPECT_EQ(writer.bytes_max_for(sadie), writing().thumbnail_bytes_max);
    auto const jpeg = picture + " taken anew";
    ASSERT_TRUE(writer.write(sadie, base::as_bytes(jpeg)));
    EXPECT_EQ(base::as_text(directory().find_thumbnail(sadie.id).value().value().bytes), jpeg);
    ASSERT_TRUE(writer.remove(sadie));
    EXPECT_FALSE(directory().find_thumbnail(sadie.id).value());
    EXPECT_TRUE(writer.remove(sadie));
}

TEST_F(LdapThumbnailWriterTest, WritesOnlyWhereItIsToWrite)
{
    LdapThumbnailWriter reader(pool());
    auto sadie = person("sadie");
    EXPECT_EQ(reader.bytes_max_for(sadie), 0u);
    EXPECT_EQ(reader.write(sadie, base::as_bytes(picture)).error().code, Code::access_denied);

    ConnectionPool writable(writing(), clock);
    LdapThumbnailWriter writer(writable);
    sadie.source = "elsewhere";
    EXPECT_EQ(writer.bytes_max_for(sadie), 0u);
    EXPECT_EQ(writer.remove(sadie).error().code, Code::access_denied);
}

TEST_F(LdapThumbnailWriterTest, SaysWhyAThumbnailCouldNotBeWritten)
{
    auto with = writing();
    with.thumbnail_bytes_max = 100;
    ConnectionPool small(with, clock);
    auto const sadie = person("sadie");
    EXPECT_EQ(
        LdapThumbnailWriter(small).write(sadie, base::as_bytes(picture + std::string(100, 'x'))).error().code,
        Code::data_size_limit_exceeded);

    auto gone = sadie;
    gone.id = base::random_guid();
    EXPECT_EQ(LdapThumbnailWriter(small).write(gone, base::as_bytes(picture)).error().code,
        Code::non_existent_mailbox);

    with.bind.dn = SlapdServer::reader;
    ConnectionPool reading(with, clock);
    EXPECT_EQ(
        LdapThumbnailWriter(reading).write(sadie, base::as_bytes(picture)).error().code, Code::access_denied);

    server->stop();
    EXPECT_EQ(
        LdapThumbnailWriter(small).write(sadie, base::as_bytes(picture)).error().code, Code::ad_unavailable);
}

}

}
