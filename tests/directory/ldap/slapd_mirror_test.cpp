// What the mirror of an OpenLDAP has, by syncrepl and by times of change.
#include "directory/ldap/slapd_mirror.hpp"

namespace likeness::test {

namespace {

enum class Telling { syncrepl, timestamps };

class MirrorOfSlapd : public testing::TestWithParam<Telling> {
protected:
    void SetUp() override
    {
        LIKENESS_NEEDS_SLAPD();
        scene_.emplace(SlapdOptions { .syncprov = GetParam() == Telling::syncrepl });
    }
    SlapdMirror& scene() { return *scene_; }
    SlapdServer& server() { return scene_->server; }

    /// Enough time for a list of ids to be due, where the server does not tell who is gone.
    void let_list_be_due() { scene().clock.advance(scene().times.list); }

private:
    std::optional<SlapdMirror> scene_;
};

std::string name_of(testing::TestParamInfo<Telling> const& info)
{
    return info.param == Telling::syncrepl ? "BySyncrepl" : "ByTimestamps";
}

INSTANTIATE_TEST_SUITE_P(, MirrorOfSlapd, testing::Values(Telling::syncrepl, Telling::timestamps), name_of);

TEST_P(MirrorOfSlapd, HasEverybodyWithFieldsThumbnailsAndLinks)
{
    scene().options.attributes["hidden"] = { "employeeType" };
    server().change(person_ldif("hope", { { "displayName", "Hope Gross" }, { "employeeType", "TRUE" } })
        + person_ldif("sadie",
            { { "displayName", "Sadie Daniels" }, { "title", "Engineer" }, { "manager", dn_of("hope") },
                { "jpegPhoto", jpeg_of(3000) } })
        + ldif_entry("cn=staff," + std::string(SlapdServer::groups),
            { { "objectClass", "groupOfNames" }, { "objectClass", "extensibleObject" }, { "cn", "staff" },
                { "mail", "staff@contoso.com" }, { "member", dn_of("sadie") },
                { "member", dn_of("hope") } }));
    EXPECT_EQ(scene().synchronize().found, 3u);

    auto const sadie = scene().person("sadie@contoso.com").value();
    EXPECT_EQ(sadie.display_name, "Sadie Daniels");
    EXPECT_EQ(sadie.title, "Engineer");
    EXPECT_EQ(sadie.source, "contoso");
    EXPECT_EQ(scene().thumbnail("sadie@contoso.com").value().bytes.size(), 3000u);
    EXPECT_EQ(scene().person("hope@contoso.com").value().visibility, Visibility::hidden);
    EXPECT_EQ(scene().person("staff@contoso.com").value().kind, RecipientKind::group);
    EXPECT_THAT(
        scene().related("sadie@contoso.com", Relation::manager), testing::ElementsAre("hope@contoso.com"));
    EXPECT_THAT(scene().related("staff@contoso.com", Relation::members),
        testing::UnorderedElementsAre("sadie@contoso.com", "hope@contoso.com"));
}

TEST_P(MirrorOfSlapd, NoticesWhoIsNewChangedGoneOrWithoutAddress)
{
    server().change(desks_ldif(4));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    server().change(person_ldif("sadie") + ldif_replace(dn_of("desk1"), "title", { "Engineer" })
        + ldif_delete(dn_of("desk2")) + ldif_replace(dn_of("desk3"), "mail", {}));
    let_list_be_due();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("sadie@contoso.com"));
    EXPECT_EQ(scene().person("desk1@contoso.com").value().title, "Engineer");
    EXPECT_FALSE(scene().has("desk2@contoso.com"));
    EXPECT_FALSE(scene().has("desk3@contoso.com"));
    EXPECT_TRUE(scene().has("desk4@contoso.com"));
    EXPECT_EQ(sync->status().full_reads, 1u);
    EXPECT_EQ(sync->status().people_removed, 2u);
}

TEST_P(MirrorOfSlapd, GoesOnWhereItStoodWhenTheServerIsStartedAgain)
{
    server().change(desks_ldif(30));
    scene().synchronize();
    auto const read_before = scene().mirror.present.load();
    EXPECT_EQ(read_before, 30u);
    server().change(person_ldif("sadie"));

    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().has("sadie@contoso.com"));
    EXPECT_EQ(sync->status().full_reads, 0u);
    // Where times are all there is, what was changed in the last seconds is read twice.
    auto const overlap = GetParam() == Telling::syncrepl ? 0u : 30u;
    EXPECT_LE(scene().mirror.present - read_before, 1 + overlap);
}

TEST_P(MirrorOfSlapd, ForgetsAThumbnailThatIsGone)
{
    server().change(person_ldif("sadie", { { "jpegPhoto", jpeg_of(3000) } }));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_TRUE(scene().thumbnail("sadie@contoso.com"));
    server().change(ldif_replace(dn_of("sadie"), "jpegPhoto", {}));
    scene().synchronize(*sync);
    EXPECT_FALSE(scene().thumbnail("sadie@contoso.com"));
}

TEST_P(MirrorOfSlapd, FindsWhoeverWasMovedOutOfItsBaseGone)
{
    scene().options.base = SlapdServer::people;
    server().change(desks_ldif(2));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    server().change(ldif_line("dn", dn_of("desk1"))
        + "changetype: moddn\nnewrdn: uid=desk1\ndeleteoldrdn: 0\n" + "newsuperior: " + SlapdServer::groups
        + "\n\n");
    let_list_be_due();
    scene().synchronize(*sync);
    EXPECT_FALSE(scene().has("desk1@contoso.com"));
    EXPECT_TRUE(scene().has("desk2@contoso.com"));
}

TEST_P(MirrorOfSlapd, ReadsEverythingAnewWhenWhatIsReadIsConfiguredAnew)
{
    server().change(person_ldif("sadie", { { "employeeNumber", "7" } }));
    scene().synchronize();
    scene().options.attributes["office"] = { "employeeNumber" };
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    EXPECT_EQ(sync->status().full_reads, 1u);
    EXPECT_EQ(scene().person("sadie@contoso.com").value().office, "7");
}

TEST_P(MirrorOfSlapd, ReadsEverythingOnceADayAndChangesNothingByIt)
{
    server().change(desks_ldif(3));
    auto const sync = scene().make_sync();
    scene().synchronize(*sync);
    auto const feed = scene().storage.open_change_feed();
    auto const before = feed->after(0).value().head;
    scene().clock.advance(scene().times.full);
    scene().synchronize(*sync);
    EXPECT_EQ(sync->status().full_reads, 2u);
    EXPECT_EQ(feed->after(before).value().head, before);
    EXPECT_EQ(scene().count(), 3u);
}

TEST_P(MirrorOfSlapd, WritesBatchesOfAPortsLimitAtMost)
{
    server().stop();
    std::ofstream(server().folder() / "many.ldif") << [] {
        std::string ldif;
        for (int n = 1; n <= 1200; ++n) {
            auto const name = "desk" + std::to_string(n);
            ldif += "dn: " + dn_of(name) + "\nobjectClass: inetOrgPerson\nuid: " + name + "\ncn: " + name
                + "\nsn: Desk\nmail: " + name + "@contoso.com\n\n";
        }
        return ldif;
    }();
    server().load(server().folder() / "many.ldif");
    server().start();
    EXPECT_EQ(scene().synchronize().found, 1200u);
    EXPECT_EQ(scene().count(), 1200u);
    EXPECT_EQ(scene().mirror.largest, mirror_batch_max);
}

}

}
