// The mirror on a thread of its own: news at once, outages, and an end.
#include "directory/ldap/slapd_mirror.hpp"

namespace likeness::test {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::chrono::milliseconds never = std::chrono::hours(1);

TEST(MirrorThread, HearsOfChangesWithoutAskingWhereTheServerHasSyncrepl)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.times.poll = never;
    scene.server.change(desks_ldif(2));
    auto const sync = scene.make_sync();
    sync->start();
    ASSERT_TRUE(wait_until([&] { return scene.count() == 2; }));
    scene.server.change(person_ldif("sadie"));
    EXPECT_TRUE(wait_until([&] { return scene.has("sadie@contoso.com"); }));
    scene.server.change(ldif_delete(dn_of("desk1")));
    EXPECT_TRUE(wait_until([&] { return !scene.has("desk1@contoso.com"); }));
    EXPECT_EQ(sync->status().full_reads, 1u);
}

TEST(MirrorThread, AsksAgainAndAgainWhereTheServerHasNoSyncrepl)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene({ .syncprov = false });
    scene.times.poll = scene.times.list = std::chrono::milliseconds(20);
    scene.server.change(desks_ldif(2));
    auto const sync = scene.make_sync();
    sync->start();
    ASSERT_TRUE(wait_until([&] { return scene.count() == 2; }));
    scene.server.change(person_ldif("sadie"));
    EXPECT_TRUE(wait_until([&] { return scene.has("sadie@contoso.com"); }));
}

TEST(MirrorThread, OutlivesAnOutageAndSaysSoOnce)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.times = { .poll = std::chrono::milliseconds(20),
        .retry_first = std::chrono::milliseconds(10),
        .retry_last = std::chrono::milliseconds(40) };
    scene.server.change(desks_ldif(2));
    auto const sync = scene.make_sync();
    sync->start();
    ASSERT_TRUE(wait_until([&] { return scene.count() == 2; }));
    scene.server.stop();
    ASSERT_TRUE(wait_until([&] { return sync->status().failures >= 4; }));
    EXPECT_TRUE(sync->status().is_failing);
    EXPECT_EQ(scene.count(), 2u);
    scene.server.start();
    scene.server.change(person_ldif("sadie"));
    EXPECT_TRUE(wait_until([&] { return scene.has("sadie@contoso.com"); }));
    EXPECT_TRUE(wait_until([&] { return scene.reports().size() >= 2; }));
    EXPECT_FALSE(sync->status().is_failing);
    EXPECT_EQ(sync->status().full_reads, 1u);
    auto const said = scene.reports();
    EXPECT_THAT(said.back(), HasSubstr("mirrored again"));
    EXPECT_EQ(std::ranges::count_if(said, [](auto const& one) { return one.contains("again"); }), 1);
    EXPECT_LE(said.size(),
        3u); // An outage that is noticed while reading is worded otherwise than one while connecting.
}

TEST(MirrorThread, TriesTheNextServerWhenOneIsAway)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(2));
    scene.options.urls.insert(scene.options.urls.begin(), "ldapi://%2Fnowhere%2Fldapi");
    EXPECT_EQ(scene.synchronize().found, 2u);
}

TEST(MirrorThread, EndsAtOnceWhileTheServerSaysNothing)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.options.answer_time_max = never;
    scene.times.poll = std::chrono::milliseconds(20);
    scene.server.change(desks_ldif(2));
    auto sync = scene.make_sync();
    sync->start();
    ASSERT_TRUE(wait_until([&] { return scene.count() == 2; }));
    scene.server.pause();
    sync.reset(); // Waits for an hour where it does not break off.
    scene.server.resume();
    EXPECT_EQ(scene.count(), 2u);
}

TEST(MirrorThread, BreaksOffByHandWhenItIsTold)
{
    LIKENESS_NEEDS_SLAPD();
    SlapdMirror scene;
    scene.server.change(desks_ldif(2));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(scene.make_sync()->run_once({}, stop.get_token()));
    EXPECT_EQ(scene.count(), 0u);
}

}

}
