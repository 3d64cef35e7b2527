#include "client/discovery/server_cache.hpp"

#include "client/limits.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace std::chrono_literals;

base::Seconds const found_at { std::chrono::seconds(1'700'000'000) };
auto const sadie = EmailAddress::parse("Sadie@contoso.com").value();

KeptServer server()
{
    return { .address = "sadie@contoso.com",
        .user = "CONTOSO\\hope",
        .found_at = found_at,
        .ews_url = "https://mail.contoso.com/EWS/Exchange.asmx",
        .known_as = "sadie@mail.contoso.com",
        .display_name = "Sadie Daniels",
        .schemas = { "Exchange2010", "Exchange2013" } };
}

class Folder {
public:
    ServerCache open() const { return ServerCache::open(folder_.path() / "servers").value(); }
    std::filesystem::path path() const { return folder_.path() / "servers"; }

private:
    test::TemporaryFolder folder_;
};

}

TEST(ServerCache, FindsWhatWasStoredForTheSameAddressAndUser)
{
    Folder const folder;
    auto cache = folder.open();
    ASSERT_TRUE(cache.store(server()));
    EXPECT_EQ(folder.open().find(sadie, "CONTOSO\\hope", found_at + 1h), server());
    EXPECT_FALSE(cache.find(sadie, "", found_at + 1h));
    EXPECT_FALSE(cache.find(EmailAddress::parse("hope@contoso.com").value(), "CONTOSO\\hope", found_at + 1h));
}

TEST(ServerCache, BelievesNothingThatIsOldOrFromTheFuture)
{
    Folder const folder;
    auto cache = folder.open();
    ASSERT_TRUE(cache.store(server()));
    EXPECT_TRUE(cache.find(sadie, "CONTOSO\\hope", found_at + limits::discovery_age_max));
    EXPECT_FALSE(cache.find(sadie, "CONTOSO\\hope", found_at + limits::discovery_age_max + 1s));
    EXPECT_FALSE(cache.find(sadie, "CONTOSO\\hope", found_at - 1s));
}

TEST(ServerCache, IsForItsUserAlone)
{
    Folder const folder;
    ASSERT_TRUE(folder.open().store(server()));
    EXPECT_EQ(std::filesystem::status(folder.path()).permissions(), std::filesystem::perms::owner_all);
    for (auto const& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_EQ(entry.status().permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(KeptServer, IsReadBackAsItWasWritten)
{
    EXPECT_EQ(read_kept_server(write_kept_server(server()).value()), server());
    KeptServer const empty;
    EXPECT_EQ(read_kept_server(write_kept_server(empty).value()), empty);
}

TEST(KeptServer, IsNotWrittenWithTextsThatBreakItsLines)
{
    auto broken = server();
    broken.display_name = "Sadie\newshttps://fabrikam.com";
    EXPECT_FALSE(write_kept_server(broken));
    broken = server();
    broken.schemas = { "a,b" };
    EXPECT_FALSE(write_kept_server(broken));
}

TEST(KeptServer, IsNothingWhenAnyOfItIsMissing)
{
    auto const whole = write_kept_server(server()).value();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_kept_server(whole.substr(0, size))) << size;
    EXPECT_FALSE(read_kept_server(whole + "more x\n"));
    EXPECT_FALSE(read_kept_server("likeness-server 2\n" + whole));
}

}
