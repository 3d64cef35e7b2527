// What the mirror does not believe, does not lose and does not say twice.
#include "directory/ldap/slapd_mirror.hpp"

namespace likeness::test {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(MirrorSafety, RemovesNobodyWhenTheDirectoryIsSuddenlyEmpty)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(3));
    scene.synchronize();
    scene.options.filter = "(title=nobody)"; // As a lost permission would have it.
    auto const sync = scene.make_sync();
    EXPECT_EQ(scene.synchronize(*sync).held_back, 3u);
    scene.synchronize(*sync, { .everything = true });
    EXPECT_EQ(scene.count(), 3u);
    EXPECT_THAT(scene.reports(), ElementsAre(HasSubstr("3 of the 3 people")));
}

TEST(MirrorSafety, RemovesNobodyWhenMoreThanAQuarterIsMissingUntilAnOperatorSaysSo)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(60));
    scene.synchronize();
    scene.options.filter = "(!(mail=desk1*))"; // Eleven are missing: that happens.
    EXPECT_EQ(scene.synchronize().removed, 11u);
    scene.options.filter = "(!(|(mail=desk1*)(mail=desk2*)(mail=desk3*)))"; // 22 of the 49 that are left.
    auto const sync = scene.make_sync();
    EXPECT_EQ(scene.synchronize(*sync).held_back, 22u);
    EXPECT_EQ(scene.count(), 49u);
    EXPECT_EQ(sync->status().people_held_back, 22u);
    auto const by_hand
        = scene.synchronize(*sync, { .everything = true, .removals = ldap::Removals::trusted });
    EXPECT_EQ(by_hand.removed, 22u);
    EXPECT_EQ(scene.count(), 27u);
}

TEST(MirrorSafety, DoesNotTakeForGoneWhomAnotherServerHasNotHeardOf)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    SlapdServer late;
    scene.server.change(desks_ldif(5));
    late.change(desks_ldif(1));
    scene.options.urls = { scene.server.socket_url(), late.socket_url() };
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    ASSERT_EQ(scene.count(), 5u);
    scene.server.stop();
    scene.synchronize(*sync, { .everything = true });
    EXPECT_EQ(sync->status().server, late.socket_url());
    EXPECT_EQ(scene.count(), 5u);
    scene.clock.advance(ldap::limits::other_server_settles);
    EXPECT_EQ(scene.synchronize(*sync, { .everything = true }).removed, 5u);
}

TEST(MirrorSafety, HoldsBackManyWhomTheServerItselfTellsGone)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(40));
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    std::string deletions;
    for (int n = 1; n <= 30; ++n) deletions += ldif_delete(dn_of("desk" + std::to_string(n)));
    scene.server.change(deletions);
    EXPECT_EQ(scene.synchronize(*sync).held_back, 30u);
    EXPECT_EQ(scene.count(), 40u);
    EXPECT_EQ(
        scene.synchronize(*sync, { .everything = true, .removals = ldap::Removals::trusted }).removed, 30u);
}

TEST(MirrorSafety, RemovesNobodyWhenTheServerDoesNotGiveEverybody)
{
    LIKENESS_NEEDS_SLAPD();
    for (bool const syncprov : { true, false }) {
        SlapdMirror scene({ .syncprov = syncprov, .global_config = "sizelimit 10" });
        scene.server.change(desks_ldif(12));
        scene.synchronize();
        scene.options.bind.dn = SlapdServer::reader;
        auto const sync = scene.make_sync();
        auto const outcome = sync->run_once({ .everything = true }, {});
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().code, Code::ad_unavailable);
        EXPECT_THAT(outcome.error().detail, HasSubstr("size limit"));
        EXPECT_FALSE(sync->run_once({ .everything = true }, {}));
        EXPECT_EQ(scene.count(), 12u);
        EXPECT_THAT(scene.reports(), ElementsAre(HasSubstr("size limit")));
        EXPECT_EQ(sync->status().failures, 2u);
    }
}

TEST(MirrorSafety, KeepsNoPlaceThatIsPastWhatWasWritten)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(2));
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    scene.server.change(person_ldif("sadie"));
    scene.mirror.fails = true;
    EXPECT_EQ(sync->run_once({}, {}).error().code, Code::internal_server_transient_error);
    scene.mirror.fails = false;
    EXPECT_EQ(scene.synchronize(*sync).found, 1u);
    EXPECT_TRUE(scene.has("sadie@contoso.com"));
}

TEST(MirrorSafety, ReadsEverythingWhenItsPlaceMeansNothingToTheServer)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(2));
    scene.synchronize();
    auto const cookie = scene.mirror.cookie("contoso").value().value();
    auto const position = cookie.substr(0, cookie.rfind(' ') + 1);
    for (auto const& broken :
        { std::string("no cookie of ours"), position + base::base64_encode(base::as_bytes("nonsense")),
            position
                + base::base64_encode(
                    base::as_bytes("rid=000,csn=29990101000000.000000Z#000000#000#000000")) }) {
        ASSERT_TRUE(scene.mirror.apply("contoso", { .cookie = broken }));
        scene.synchronize();
        EXPECT_EQ(scene.count(), 2u) << broken;
    }
    scene.server.change(person_ldif("sadie"));
    scene.synchronize();
    EXPECT_TRUE(scene.has("sadie@contoso.com"));
}

TEST(MirrorSafety, SaysOnceWhatIsWrongWithEntriesAndTakesTheRest)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(person_ldif("note", { { "jpegPhoto", "This is no picture." } })
        + person_ldif("large", { { "jpegPhoto", jpeg_of(5u << 20) } })
        + person_ldif("first", { { "manager", dn_of("second") } })
        + person_ldif("second", { { "manager", dn_of("first") } })
        + person_ldif("twin", { { "mail", "first@contoso.com" } })
        + person_ldif("fine", { { "jpegPhoto", jpeg_of(100) } }));
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    EXPECT_EQ(scene.count(), 6u);
    EXPECT_THAT(scene.related("first@contoso.com", Relation::manager), ElementsAre("second@contoso.com"));
    EXPECT_THAT(scene.related("second@contoso.com", Relation::manager), ElementsAre("first@contoso.com"));
    EXPECT_FALSE(scene.thumbnail("note@contoso.com"));
    EXPECT_FALSE(scene.thumbnail("large@contoso.com"));
    EXPECT_TRUE(scene.thumbnail("fine@contoso.com"));
    auto const said = scene.reports();
    EXPECT_THAT(said, SizeIs(3));
    EXPECT_THAT(said, Contains(testing::AllOf(HasSubstr("uid=note"), HasSubstr("jpegPhoto"))));
    EXPECT_THAT(said, Contains(testing::AllOf(HasSubstr("uid=large"), HasSubstr("jpegPhoto"))));
    EXPECT_THAT(said, Contains(testing::AllOf(HasSubstr("uid=twin"), HasSubstr("first@contoso.com"))));

    scene.synchronize(*sync, { .everything = true });
    EXPECT_EQ(scene.reports(), said);
}

// slapd holds its own syntaxes of text to UTF-8; of this one it does not ask what the bytes are.
TEST(MirrorSafety, TakesEntriesWithBrokenUtf8WithoutThatValue)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.options.attributes["office"] = { "audio" };
    scene.server.change(person_ldif("sadie", { { "audio", "B 12 \xFF\xFE" }, { "title", "Engineer" } }));
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    scene.synchronize(*sync, { .everything = true });
    EXPECT_EQ(scene.person("sadie@contoso.com").value().office, "");
    EXPECT_EQ(scene.person("sadie@contoso.com").value().title, "Engineer");
    EXPECT_THAT(scene.reports(), ElementsAre(testing::AllOf(HasSubstr("uid=sadie"), HasSubstr("UTF-8"))));
}

TEST(MirrorSafety, TakesWhoWasLeftOutAsSoonAsTheAddressIsFree)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(person_ldif("first"));
    auto const sync = scene.make_sync();
    scene.synchronize(*sync);
    scene.server.change(ldif_entry(dn_of("heir"),
        { { "objectClass", "inetOrgPerson" }, { "uid", "heir" }, { "cn", "Hope Gross" }, { "sn", "Gross" },
            { "mail", "first@contoso.com" } }));
    scene.synchronize(*sync);
    EXPECT_EQ(scene.person("first@contoso.com").value().display_name, "first");
    EXPECT_THAT(scene.reports(), ElementsAre(HasSubstr("uid=heir")));
    scene.server.change(ldif_replace(dn_of("first"), "mail", { "second@contoso.com" }));
    scene.synchronize(*sync);
    EXPECT_EQ(scene.person("first@contoso.com").value().display_name, "Hope Gross");
    EXPECT_EQ(scene.person("second@contoso.com").value().display_name, "first");
}

}

}
