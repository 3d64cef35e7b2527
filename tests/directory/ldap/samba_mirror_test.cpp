// What the mirror of an Active Directory has, and how it hears of changes there.
#include "directory/ldap/mirror_scene.hpp"
#include "directory/samba_environment.hpp"

namespace likeness::test {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

auto* const samba = share_samba();

// A unit of its own in the shared directory, and the mirror of it.
class MirrorOfSamba : public testing::Test {
protected:
    MirrorOfSamba()
    {
        server().change(
            ldif_entry(unit(), { { "objectClass", "organizationalUnit" }, { "ou", unit_name() } }));
        scene_.options.urls = { SambaServer::tls_url };
        scene_.options.ca_file = server().ca_file();
        scene_.options.base = unit();
        scene_.options.bind = {
            .method = ldap::BindMethod::simple, .dn = SambaServer::admin, .password = SambaServer::password
        };
    }

    static SambaServer& server() { return *SambaEnvironment::server; }
    MirrorScene& scene() { return scene_; }

    static std::string unit_name() { return testing::UnitTest::GetInstance()->current_test_info()->name(); }
    static std::string unit() { return "OU=" + unit_name() + "," + SambaServer::base; }
    /// Names of accounts are short, and nobody's but one's.
    static std::string dn_of(std::string const& name) { return "CN=" + name + "," + unit(); }

    static std::string user(std::string const& name, LdifAttributes const& more = {})
    {
        LdifAttributes attributes { { "objectClass", "user" }, { "sAMAccountName", name },
            { "mail", name + "@contoso.com" } };
        attributes.insert(attributes.end(), more.begin(), more.end());
        return ldif_entry(dn_of(name), attributes);
    }

private:
    MirrorScene scene_;
};

TEST_F(MirrorOfSamba, HasEverybodyWithFieldsThumbnailsAndLinks)
{
    server().change(
        user("full-hope", { { "displayName", "Hope Gross" }, { "msExchHideFromAddressLists", "TRUE" } })
        + user("full-sadie",
            { { "displayName", "Sadie Daniels" }, { "manager", dn_of("full-hope") },
                { "thumbnailPhoto", jpeg_of(3000) }, { "mailNickname", "sadie" },
                { "proxyAddresses", "SMTP:full-sadie@contoso.com" },
                { "proxyAddresses", "smtp:full-s.daniels@contoso.com" },
                { "proxyAddresses", "sip:full-sadie@contoso.com" } })
        + ldif_entry(
            dn_of("full-partner"), { { "objectClass", "contact" }, { "mail", "full-partner@fabrikam.com" } })
        + ldif_entry(dn_of("full-staff"),
            { { "objectClass", "group" }, { "sAMAccountName", "full-staff" },
                { "mail", "full-staff@contoso.com" }, { "member", dn_of("full-sadie") },
                { "member", dn_of("full-hope") } })
        + ldif_entry(dn_of("full-mailless"), { { "objectClass", "contact" } }));
    EXPECT_EQ(scene().synchronize().found, 4u);

    auto const sadie = scene().person("full-s.daniels@contoso.com").value();
    EXPECT_EQ(sadie.primary_address().text(), "full-sadie@contoso.com");
    EXPECT_EQ(sadie.alias, "sadie");
    EXPECT_THAT(sadie.other_proxies, ElementsAre("sip:full-sadie@contoso.com"));
    EXPECT_EQ(scene().thumbnail("full-sadie@contoso.com").value().bytes.size(), 3000u);
    EXPECT_EQ(scene().person("full-hope@contoso.com").value().visibility, Visibility::hidden);
    EXPECT_EQ(scene().person("full-partner@fabrikam.com").value().kind, RecipientKind::contact);
    EXPECT_EQ(scene().person("full-staff@contoso.com").value().kind, RecipientKind::group);
    EXPECT_THAT(
        scene().related("full-sadie@contoso.com", Relation::manager), ElementsAre("full-hope@contoso.com"));
    EXPECT_THAT(scene().related("full-staff@contoso.com", Relation::members),
        testing::UnorderedElementsAre("full-sadie@contoso.com", "full-hope@contoso.com"));
}

// Samba gives 1000 entries at once.
TEST_F(MirrorOfSamba, HasMoreThanTheServerGivesAtOnce)
{
    std::string ldif;
    LdifAttributes group { { "objectClass", "group" }, { "sAMAccountName", "page-all" },
        { "mail", "page-all@contoso.com" } };
    for (int n = 1; n <= 1050; ++n) {
        auto const name = "page-desk" + std::to_string(n);
        ldif += ldif_entry(dn_of(name), { { "objectClass", "contact" }, { "mail", name + "@contoso.com" } });
        group.emplace_back("member", dn_of(name));
    }
    server().change_at_once(ldif + ldif_entry(dn_of("page-all"), group));
    EXPECT_EQ(scene().synchronize().found, 1051u);
    EXPECT_EQ(scene().count(), 1051u);
    auto const all = scene().person("page-all@contoso.com").value();
    EXPECT_EQ(scene().storage.people().find_related(all.id, Relation::members, 10'000).value().size(), 1050u);
}

TEST_F(MirrorOfSamba, NoticesWhoIsNewChangedGoneMovedOrWithoutAddress)
{
    std::string ldif;
    for (auto const* name : { "note-1", "note-2", "note-3", "note-4", "note-5" }) ldif += user(name);
    server().change(ldif);
    server().change(
        user("note-0") + ldif_delete(dn_of("note-0"))); // That deleted ones can be seen is seen by one.
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("note-2@contoso.com"));
    server().change(user("note-new") + ldif_replace(dn_of("note-1"), "title", { "Engineer" })
        + ldif_delete(dn_of("note-2")) + ldif_replace(dn_of("note-3"), "mail", {})
        + ldif_line("dn", dn_of("note-4"))
        + "changetype: moddn\nnewrdn: CN=note-4\ndeleteoldrdn: 1\nnewsuperior: " + SambaServer::people
        + "\n\n");
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("note-new@contoso.com"));
    EXPECT_EQ(scene().person("note-1@contoso.com").value().title, "Engineer");
    EXPECT_FALSE(scene().has("note-2@contoso.com"));
    EXPECT_FALSE(scene().has("note-3@contoso.com"));
    EXPECT_FALSE(scene().has("note-4@contoso.com"));
    EXPECT_TRUE(scene().has("note-5@contoso.com"));
    EXPECT_EQ(sync->status().full_reads, 1u);
    EXPECT_EQ(sync->status().people_removed, 3u);
}

TEST_F(MirrorOfSamba, GoesOnWhereItStoodWhenTheServerIsStartedAgain)
{
    server().change(user("again-1") + user("again-2"));
    scene().synchronize();
    auto const before = scene().mirror.present.load();
    server().change(user("again-3"));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("again-3@contoso.com"));
    EXPECT_EQ(sync->status().full_reads, 0u);
    EXPECT_EQ(scene().mirror.present - before, 1u);
}

TEST_F(MirrorOfSamba, ReadsEverythingFromADatabaseThatIsAnother)
{
    server().change(user("other-1"));
    scene().synchronize();
    auto cookie = scene().mirror.cookie("contoso").value().value();
    auto const identity = cookie.find("usn ") + 4;
    cookie[identity] = cookie[identity] == '0' ? '1' : '0';
    ASSERT_TRUE(scene().mirror.apply("contoso", { .cookie = cookie }));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_EQ(sync->status().full_reads, 1u);
}

TEST_F(MirrorOfSamba, ReadsEverythingFromADatabaseThatWasSetBack)
{
    server().change(user("back-1"));
    scene().synchronize();
    auto cookie = scene().mirror.cookie("contoso").value().value();
    ASSERT_TRUE(
        scene().mirror.apply("contoso", { .cookie = cookie + "000" })); // A higher number than it has given.
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_EQ(sync->status().full_reads, 1u);
}

// Who may not see what was deleted lists what there is.
TEST_F(MirrorOfSamba, NoticesWithAnOrdinaryAccountWhoIsGone)
{
    server().add_user("plain-reader", {}, "Plain.word-1");
    server().change(user("plain-1") + user("plain-2"));
    scene().options.bind.dn = "plain-reader@contoso.com";
    scene().options.bind.password = "Plain.word-1";
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("plain-1@contoso.com"));
    server().change(ldif_delete(dn_of("plain-1")) + user("plain-3"));
    scene().clock.advance(scene().times.list);
    scene().synchronize(*sync);
    EXPECT_FALSE(scene().has("plain-1@contoso.com"));
    EXPECT_TRUE(scene().has("plain-2@contoso.com"));
    EXPECT_TRUE(scene().has("plain-3@contoso.com"));
    EXPECT_EQ(sync->status().full_reads, 1u);
}

TEST_F(MirrorOfSamba, OutlivesAnOutageAndSaysSoOnce)
{
    scene().times = { .poll = std::chrono::milliseconds(20),
        .retry_first = std::chrono::milliseconds(10),
        .retry_last = std::chrono::milliseconds(40) };
    server().change(user("out-1"));
    auto const sync = scene().make_sync();
    sync->start();
    ASSERT_TRUE(wait_until([&] { return scene().has("out-1@contoso.com"); }));
    server().stop();
    ASSERT_TRUE(wait_until([&] { return sync->status().failures >= 4; }));
    EXPECT_TRUE(scene().has("out-1@contoso.com"));
    server().start();
    server().change(user("out-2"));
    EXPECT_TRUE(wait_until([&] { return scene().has("out-2@contoso.com"); }));
    EXPECT_TRUE(wait_until([&] { return !sync->status().is_failing; }));
    auto const said = scene().reports();
    EXPECT_EQ(std::ranges::count_if(said, [](auto const& one) { return one.contains("mirrored again"); }), 1);
    EXPECT_EQ(sync->status().full_reads, 1u);
}

}

}
