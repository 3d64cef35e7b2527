// Entries as people, without a server.
#include "directory/ldap/entry.hpp"

#include "core/limits.hpp"
#include "directory/ldap/ranged_attribute.hpp"

#include <gmock/gmock.h>

namespace likeness::directory::ldap {

namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto guid_text = "00112233-4455-6677-8899-aabbccddeeff";
std::string const object_guid = "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF"s;
std::string const jpeg = "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00 and the rest of it, which nobody decodes"s;

LdapOptions options()
{
    return { .name = "hq", .entity_tag = [](PersonId const&, base::ByteView bytes) {
                return "TAG" + std::to_string(bytes.size());
            } };
}

AttributeMap map_of(LdapKind kind, LdapOptions const& with = options())
{
    return AttributeMap::make(kind, with).value();
}

// Sadie as Active Directory has her; `more` comes after.
LdapEntry sadie(std::vector<LdapAttribute> more = {})
{
    LdapEntry entry { .dn = "CN=Sadie Daniels,DC=contoso,DC=com",
        .attributes = { { "objectClass", { "top", "person", "organizationalPerson", "user" } },
            { "objectGUID", { object_guid } }, { "mail", { "sadie@contoso.com" } } } };
    std::ranges::move(more, std::back_inserter(entry.attributes));
    return entry;
}

ReadEntry read(LdapEntry const& entry, LdapKind kind = LdapKind::active_directory)
{
    return read_entry(entry, map_of(kind), options());
}

std::vector<std::string> addresses_of(ReadEntry const& read)
{
    std::vector<std::string> texts;
    for (auto const& address : read.person.value().entry.person.addresses) texts.push_back(address.text());
    return texts;
}

TEST(LdapEntry, FindsValuesByNameInAnyCase)
{
    auto const entry = sadie();
    EXPECT_EQ(entry.value("MAIL"), "sadie@contoso.com");
    EXPECT_EQ(entry.value("telephoneNumber"), std::nullopt);
    EXPECT_THAT(entry.values("objectclass"), testing::SizeIs(4));
}

TEST(ReadEntry, ReadsTheFieldsOfActiveDirectory)
{
    auto const read_one = read(sadie({ { "displayName", { "Sadie Daniels" } }, { "givenName", { "Sadie" } },
        { "sn", { "Daniels" } }, { "sAMAccountName", { "sdaniels" } }, { "company", { "Contoso" } },
        { "physicalDeliveryOfficeName", { "4/17" } }, { "co", { "Germany" } },
        { "manager", { "CN=Hope Gross,DC=contoso,DC=com" } }, { "info", { "Likes maps" } } }));
    ASSERT_TRUE(read_one.person);
    EXPECT_THAT(read_one.reports, testing::IsEmpty());
    auto const& [entry, dn] = *read_one.person;
    EXPECT_EQ(dn, "CN=Sadie Daniels,DC=contoso,DC=com");
    EXPECT_EQ(base::to_string(entry.person.id), guid_text);
    EXPECT_EQ(entry.person.source, "hq");
    EXPECT_EQ(entry.person.kind, RecipientKind::mailbox);
    EXPECT_EQ(entry.person.display_name, "Sadie Daniels");
    EXPECT_EQ(entry.person.alias, "sdaniels");
    EXPECT_EQ(entry.person.company, "Contoso");
    EXPECT_EQ(entry.person.office, "4/17");
    EXPECT_EQ(entry.person.country, "Germany");
    EXPECT_EQ(entry.person.notes, "Likes maps");
    EXPECT_EQ(entry.person.visibility, Visibility::visible);
    EXPECT_EQ(entry.links.value().manager, "CN=Hope Gross,DC=contoso,DC=com");
    EXPECT_FALSE(entry.thumbnail);
}

TEST(ReadEntry, PrefersTheAliasOfExchange)
{
    auto const read_one
        = read(sadie({ { "sAMAccountName", { "sdaniels" } }, { "mailNickname", { "sadie" } } }));
    EXPECT_EQ(read_one.person.value().entry.person.alias, "sadie");
}

TEST(ReadEntry, ReadsTheFieldsOfInetOrgPerson)
{
    LdapEntry const entry { .dn = "uid=hope,dc=contoso,dc=com",
        .attributes
        = { { "objectClass", { "inetOrgPerson" } }, { "entryUUID", { guid_text } }, { "uid", { "hope" } },
            { "cn", { "Hope Gross" } }, { "mail", { "hope@contoso.com", "hg@contoso.com" } },
            { "roomNumber", { "12" } }, { "o", { "Contoso" } }, { "ou", { "Maps" } },
            { "mailAlternateAddress", { "gross@contoso.com" } } } };
    auto const read_one = read(entry, LdapKind::other);
    auto const& person = read_one.person.value().entry.person;
    EXPECT_EQ(base::to_string(person.id), guid_text);
    EXPECT_EQ(person.display_name, "Hope Gross");
    EXPECT_EQ(person.alias, "hope");
    EXPECT_EQ(person.office, "12");
    EXPECT_EQ(person.company, "Contoso");
    EXPECT_EQ(person.department, "Maps");
    EXPECT_THAT(
        addresses_of(read_one), ElementsAre("hope@contoso.com", "hg@contoso.com", "gross@contoso.com"));
}

TEST(ReadEntry, PutsThePrimaryProxyAddressFirst)
{
    auto const read_one = read(sadie({ { "proxyAddresses",
                                           { "smtp:sd@contoso.com", "SIP:sadie@contoso.com",
                                               "SMTP:daniels@contoso.com", "X500:/o=Old/cn=sadie" } },
        { "userPrincipalName", { "s.daniels@contoso.com" } },
        { "legacyExchangeDN", { "/o=New/cn=sadie" } } }));
    EXPECT_THAT(addresses_of(read_one),
        ElementsAre("daniels@contoso.com", "sd@contoso.com", "sadie@contoso.com", "s.daniels@contoso.com"));
    EXPECT_THAT(read_one.person.value().entry.person.other_proxies,
        ElementsAre("SIP:sadie@contoso.com", "X500:/o=Old/cn=sadie", "X500:/o=New/cn=sadie"));
}

TEST(ReadEntry, TakesMailWhereThereIsNoPrimaryProxyAddress)
{
    auto const read_one = read(sadie({ { "proxyAddresses", { "smtp:sd@contoso.com" } } }));
    EXPECT_THAT(addresses_of(read_one), ElementsAre("sadie@contoso.com", "sd@contoso.com"));
}

TEST(ReadEntry, LeavesOutTextThatIsNotUtf8AndKeepsThePerson)
{
    auto const read_one = read(sadie({ { "displayName",
                                           { "S\xE4"
                                             "die" } },
        { "cn", { "Sadie" } } }));
    EXPECT_EQ(read_one.person.value().entry.person.display_name, "Sadie");
    EXPECT_THAT(read_one.reports, ElementsAre(HasSubstr("displayName has a value that is not UTF-8")));
}

TEST(ReadEntry, LeavesOutAddressesThatAreNoneAndSaysSo)
{
    auto const read_one = read(sadie({ { "proxyAddresses", { "SMTP:nobody", "smtp:sd@contoso.com" } } }));
    EXPECT_THAT(addresses_of(read_one), ElementsAre("sadie@contoso.com", "sd@contoso.com"));
    EXPECT_THAT(read_one.reports, ElementsAre(HasSubstr("an address that is none")));
}

TEST(ReadEntry, LeavesOutWhoHasNoAddressOrNoId)
{
    auto no_address = sadie();
    no_address.attributes.pop_back();
    EXPECT_FALSE(read(no_address).person);
    EXPECT_THAT(read(no_address).reports, ElementsAre(HasSubstr("no address")));

    auto bad_id = sadie();
    bad_id.attributes[1].values = { "short" };
    EXPECT_FALSE(read(bad_id).person);
    EXPECT_THAT(read(bad_id).reports, ElementsAre(HasSubstr("no id")));
}

TEST(ReadEntry, HidesWhomTheDirectoryHides)
{
    auto const read_one = read(sadie({ { "msExchHideFromAddressLists", { "TRUE" } } }));
    EXPECT_EQ(read_one.person.value().entry.person.visibility, Visibility::hidden);
    auto const read_other = read(sadie({ { "msExchHideFromAddressLists", { "FALSE" } } }));
    EXPECT_EQ(read_other.person.value().entry.person.visibility, Visibility::visible);
}

TEST(ReadEntry, KnowsGroupsAndContacts)
{
    auto group = sadie({ { "member", { "CN=a", "CN=b" } } });
    group.attributes[0].values = { "top", "group" };
    auto const read_group = read(group);
    EXPECT_EQ(read_group.person.value().entry.person.kind, RecipientKind::group);
    EXPECT_THAT(read_group.person->entry.links.value().members, ElementsAre("CN=a", "CN=b"));

    auto contact = sadie();
    contact.attributes[0].values = { "top", "person", "contact" };
    EXPECT_EQ(read(contact).person.value().entry.person.kind, RecipientKind::contact);
}

TEST(ReadEntry, CutsLongFieldsBetweenTwoLetters)
{
    // An odd number of bytes before letters of two bytes: the limit falls into the middle of one.
    std::string text = "x";
    while (text.size() <= likeness::limits::person_field_bytes_max) text += "\xC3\xA4";
    auto const read_one = read(sadie({ { "displayName", { text } } }));
    EXPECT_EQ(read_one.person.value().entry.person.display_name,
        text.substr(0, likeness::limits::person_field_bytes_max - 1));
    EXPECT_THAT(read_one.reports, ElementsAre(HasSubstr("name was cut")));
}

TEST(ReadEntry, KeepsAsManyAddressesAsAPersonMayHave)
{
    std::vector<std::string> proxies;
    for (std::size_t i = 0; i < likeness::limits::addresses_per_person_max + 5; ++i)
        proxies.push_back("smtp:alias" + std::to_string(i) + "@contoso.com");
    auto const read_one = read(sadie({ { "proxyAddresses", proxies } }));
    EXPECT_THAT(addresses_of(read_one), testing::SizeIs(likeness::limits::addresses_per_person_max));
    EXPECT_EQ(addresses_of(read_one).front(), "sadie@contoso.com");
    EXPECT_THAT(read_one.reports, ElementsAre(HasSubstr("6 addresses are past the limit")));
}

TEST(ReadEntry, TakesTheFirstThumbnailThatIsAPicture)
{
    auto const read_one = read(sadie({ { "thumbnailPhoto", { "no picture" } }, { "jpegPhoto", { "x", jpeg } },
        { "whenChanged", { "20261127101530.0Z" } } }));
    auto const& thumbnail = read_one.person.value().entry.thumbnail;
    ASSERT_TRUE(thumbnail);
    EXPECT_EQ(thumbnail->content_type, "image/jpeg");
    EXPECT_EQ(base::as_text(thumbnail->bytes), jpeg);
    EXPECT_EQ(thumbnail->etag, "TAG" + std::to_string(jpeg.size()));
    EXPECT_EQ(base::format_http_date(thumbnail->changed_at), "Fri, 27 Nov 2026 10:15:30 GMT");
    EXPECT_THAT(
        read_one.reports, ElementsAre(HasSubstr("thumbnailPhoto is no"), HasSubstr("jpegPhoto is no")));
}

TEST(ReadEntry, LeavesOutThumbnailsThatAreTooLong)
{
    auto const read_one = read(
        sadie({ { "thumbnailPhoto", { jpeg + std::string(likeness::limits::thumbnail_bytes_max, 'x') } } }));
    EXPECT_FALSE(read_one.person.value().entry.thumbnail);
    EXPECT_THAT(read_one.reports, ElementsAre(HasSubstr("thumbnailPhoto is longer than")));
}

TEST(ObjectGuid, StandsWithItsFirstThreeGroupsBackwards)
{
    auto const guid = guid_from_object_guid(object_guid);
    ASSERT_TRUE(guid);
    EXPECT_EQ(base::to_string(*guid), guid_text);
    EXPECT_EQ(object_guid_of(*guid), object_guid);
    EXPECT_FALSE(guid_from_object_guid("short"));
    EXPECT_FALSE(guid_from_object_guid(object_guid + "x"));
}

TEST(AttributeMap, PutsTheOperatorsAttributesInPlaceOfItsOwn)
{
    auto with = options();
    with.attributes = { { "office", { "buildingName", "roomNumber" } }, { "phone", {} } };
    with.thumbnail_attributes = { "photo" };
    with.filter = "(active=1)";
    auto const map = map_of(LdapKind::other, with);
    EXPECT_THAT(map.of("office"), ElementsAre("buildingName", "roomNumber"));
    EXPECT_THAT(map.of("phone"), testing::IsEmpty());
    EXPECT_THAT(map.thumbnails(), ElementsAre("photo"));
    EXPECT_THAT(map.people().text(), HasSubstr("(active=1)"));
    EXPECT_THAT(map.accounts().text(), HasSubstr("(active=1)"));
    auto const requested = map.requested(true);
    EXPECT_THAT(
        requested, testing::IsSupersetOf({ "objectClass", "buildingName", "photo", "entryUUID", "member" }));
    EXPECT_THAT(map.requested(false), testing::Not(testing::Contains("photo")));
    EXPECT_THAT(map.requested(false, false), testing::Not(testing::Contains("member")));
}

TEST(AttributeMap, HasAKeyForEveryFieldOfAPerson)
{
    for (auto const& field : person_fields) EXPECT_THAT(attribute_keys(), testing::Contains(field.name));
}

TEST(RangedAttribute, ReadsWhereTheNextPortionBegins)
{
    EXPECT_EQ(parse_ranged_name("member;range=0-1499"), (RangedName { "member", 1500 }));
    EXPECT_EQ(parse_ranged_name("member;Range=1500-*"), (RangedName { "member", std::nullopt }));
    for (auto const* name : { "member", "member;range=", "member;range=0-", "member;range=0-x",
             "jpegPhoto;binary", "member;range=0-18446744073709551615" })
        EXPECT_FALSE(parse_ranged_name(name)) << name;
    EXPECT_EQ(ranged_name("member", 1500), "member;range=1500-*");
}

struct BadOptions {
    char const* what;
    std::function<void(LdapOptions&)> spoil;
    char const* message;
};

LdapOptions good_options()
{
    auto good = options();
    good.urls = { "ldaps://dc1.contoso.com", "ldap://localhost:1389", "ldapi://%2Frun%2Fslapd.sock" };
    good.base = "dc=contoso,dc=com";
    good.bind = { .method = BindMethod::simple, .dn = "cn=reader,dc=contoso,dc=com", .password = "secret" };
    return good;
}

TEST(LdapOptions, AreCheckedBeforeAnyServerIsAsked)
{
    EXPECT_TRUE(check(good_options()));
    BadOptions const table[] = {
        { "no name", [](auto& o) { o.name = ""; }, "name" },
        { "no server", [](auto& o) { o.urls.clear(); }, "url" },
        { "another scheme", [](auto& o) { o.urls = { "https://dc1.contoso.com" }; }, "url" },
        { "no host", [](auto& o) { o.urls = { "ldaps://" }; }, "url" },
        { "two in one", [](auto& o) { o.urls = { "ldaps://a ldaps://b" }; }, "url" },
        { "a base in the address", [](auto& o) { o.urls = { "ldaps://a/dc=contoso" }; }, "url" },
        { "in the clear", [](auto& o) { o.urls = { "ldap://dc1.contoso.com" }; }, "clear" },
        { "a name like a number", [](auto& o) { o.urls = { "ldap://127.contoso.com" }; }, "clear" },
        { "no base", [](auto& o) { o.base = "contoso.com"; }, "base" },
        { "no account", [](auto& o) { o.bind.dn = ""; }, "bind" },
        { "no password", [](auto& o) { o.bind.password = ""; }, "password" },
        { "no time", [](auto& o) { o.answer_time_max = {}; }, "time" },
        { "no connection", [](auto& o) { o.connections_max = 0; }, "connections_max" },
        { "a large thumbnail", [](auto& o) { o.thumbnail_bytes_max = 1u << 20; }, "thumbnail_bytes_max" },
        { "an unknown field", [](auto& o) { o.attributes = { { "colour", { "x" } } }; }, "colour" },
        { "a bad attribute", [](auto& o) { o.attributes = { { "office", { "a=b" } } }; }, "a=b" },
        { "a bad thumbnail", [](auto& o) { o.thumbnail_attributes = { "(" }; }, "thumbnail" },
        { "no id", [](auto& o) { o.attributes = { { "id", {} } }; }, "id" },
        { "a bad filter", [](auto& o) { o.filter = "mail=*"; }, "filter" },
    };
    for (auto const& row : table) {
        auto bad = good_options();
        row.spoil(bad);
        auto const checked = check(bad);
        ASSERT_FALSE(checked) << row.what;
        EXPECT_EQ(checked.error().code, Code::invalid_request);
        EXPECT_THAT(checked.error().message, HasSubstr(row.message)) << row.what;
    }
}

TEST(LdapOptions, LetOtherHostsBeReachedWithStartTls)
{
    auto with_start_tls = good_options();
    with_start_tls.urls = { "ldap://dc1.contoso.com" };
    with_start_tls.start_tls = true;
    EXPECT_TRUE(check(with_start_tls));
}

}

}
