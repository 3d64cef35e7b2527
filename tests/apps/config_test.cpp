#include "apps/likeness/config.hpp"

#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::Config;
using service::Hr48Prefers;

Result<Config> parsed(std::string_view text)
{
    return app::parse_config(text, "likeness.toml", "/etc/likeness");
}

std::string refusal(std::string_view text)
{
    auto const config = parsed(text);
    if (config) return "";
    EXPECT_EQ(config.error().code, Code::invalid_request);
    return config.error().message;
}

TEST(Config, SaysNothingWhenItIsEmpty)
{
    EXPECT_EQ(parsed(""), Config {});
    EXPECT_EQ(Config {}.photo_policy().thumbnail_px, 48);
    EXPECT_EQ(Config {}.photo_policy().hr48_prefers, Hr48Prefers::directory);
    EXPECT_EQ(ews::to_string(Config {}.version().build), "15.1.2507.0");
    EXPECT_EQ(Config {}.version().schema, "Exchange2016");
}

TEST(Config, ReadsEveryKey)
{
    auto const config = parsed(R"(
        data = "/var/lib/likeness"
        listen = ["127.0.0.1:8080", "[::1]:0"]
        tls_cert = "chain.pem"   # relative to the file
        tls_key = "../key.pem"
        public_url = "https://mail.contoso.com"
        anonymous_photos = true
        allow_insecure_http = false
        cache_bytes = 1048576
        hr48_prefers_directory = "newest"
        thumbnail_pixels = 96
        server_version = "15.0.1497.2"
        schema_version = "Exchange2013_SP1"
    )");
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_EQ(config->data, "/var/lib/likeness");
    EXPECT_EQ(config->listen, (std::vector<std::string> { "127.0.0.1:8080", "[::1]:0" }));
    EXPECT_EQ(config->tls_cert, "/etc/likeness/chain.pem");
    EXPECT_EQ(config->tls_key, "/etc/likeness/../key.pem");
    EXPECT_EQ(config->public_url, "https://mail.contoso.com");
    EXPECT_EQ(config->anonymous_photos, true);
    EXPECT_EQ(config->allow_insecure_http, false);
    EXPECT_EQ(config->cache_bytes, 1048576u);
    EXPECT_EQ(config->photo_policy().hr48_prefers, Hr48Prefers::newest);
    EXPECT_EQ(config->photo_policy().thumbnail_px, 96);
    EXPECT_EQ(ews::to_string(config->version().build), "15.0.1497.2");
    EXPECT_EQ(config->version().schema, "Exchange2013_SP1");
}

TEST(Config, PrefersTheMailboxPhotoWhereTheDirectoryIsNotToBePreferred)
{
    EXPECT_EQ(parsed("hr48_prefers_directory = false")->hr48_prefers, Hr48Prefers::mailbox);
    EXPECT_EQ(parsed("hr48_prefers_directory = true")->hr48_prefers, Hr48Prefers::directory);
}

TEST(Config, NamesTheLineOfWhatIsWrong)
{
    struct Case {
        std::string text;
        std::string refusal_start;
    };
    for (auto const& [text, start] : {
             Case { "\nlisten_on = 1", "likeness.toml:2: `listen_on` is unknown; the keys are data, listen" },
             Case { "data = 5", "likeness.toml:1: `data` must be a text in quotes" },
             Case { "listen = \"a\"", "likeness.toml:1: `listen` must be an array of addresses" },
             Case { "listen = [1]", "likeness.toml:1: `listen` must hold texts only" },
             Case {
                 "anonymous_photos = \"yes\"", "likeness.toml:1: `anonymous_photos` must be true or false" },
             Case { "cache_bytes = -1", "likeness.toml:1: `cache_bytes` must be a number of bytes" },
             Case { "cache_bytes = 1.5", "likeness.toml:1: `cache_bytes` must be a number of bytes" },
             Case { "server_version = \"15.1\"",
                 "likeness.toml:1: `server_version` must be four numbers, such as \"15.1.2507.0\"" },
             Case { "schema_version = \"Exchange2099\"",
                 "likeness.toml:1: `schema_version` must be a version of EWS, such as \"Exchange2016\"" },
             Case { "thumbnail_pixels = 49", "likeness.toml:1: `thumbnail_pixels` must be 48, 64 or 96" },
             Case { "hr48_prefers_directory = \"oldest\"",
                 "likeness.toml:1: `hr48_prefers_directory` must be true, false or \"newest\"" },
             Case { "[data]\nx = 1", "likeness.toml:1: `data` must be a text in quotes" },
             Case { "data = \"a\"\ndata = \"b\"", "likeness.toml:2: " },
             Case { "data = ", "likeness.toml:1: " },
             Case { "\xFF", "likeness.toml:1: " },
         })
        EXPECT_TRUE(refusal(text).starts_with(start)) << text << "\n" << refusal(text);
}

TEST(Config, IsReadFromAFileOfBoundedSize)
{
    test::TemporaryFolder const folder;
    auto const file = folder.path() / "likeness.toml";
    std::ofstream(file) << "data = \"data\"\n";
    EXPECT_EQ(app::load_config(file)->data, folder.path() / "data");
    std::ofstream(file) << std::string((1u << 20) + 1, '#');
    EXPECT_EQ(app::load_config(file).error().code, Code::invalid_request);
    EXPECT_EQ(app::load_config(folder.path() / "none").error().code, Code::invalid_request);
}

}
}
