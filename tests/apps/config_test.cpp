#include "apps/likeness/serve/config.hpp"

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

TEST(Config, ReadsADirectoryOfSixLines)
{
    auto const config = parsed(R"(
        [[directory]]
        name = "contoso"
        url = "ldaps://dc1.contoso.com"
        base = "DC=contoso,DC=com"
        bind_dn = "likeness@contoso.com"
        bind_password_file = "ldap-password"
    )");
    ASSERT_TRUE(config) << config.error().message;
    ASSERT_EQ(config->directories.size(), 1u);
    auto const& directory = config->directories.front();
    EXPECT_EQ(directory.name, "contoso");
    EXPECT_EQ(directory.urls, (std::vector<std::string> { "ldaps://dc1.contoso.com" }));
    EXPECT_EQ(directory.base, "DC=contoso,DC=com");
    EXPECT_EQ(directory.bind, directory::ldap::BindMethod::simple);
    EXPECT_EQ(directory.bind_dn, "likeness@contoso.com");
    EXPECT_EQ(directory.bind_password_file, "/etc/likeness/ldap-password");
    EXPECT_EQ(directory.mode, app::DirectoryMode::mirror);
    EXPECT_TRUE(directory.sign_in);
    EXPECT_FALSE(directory.thumbnail_writeback);
}

TEST(Config, ReadsEveryKeyOfADirectory)
{
    auto const config = parsed(R"toml(
        [[directory]]
        name = "one"
        url = ["ldap://one.contoso.com", "ldap://two.contoso.com"]
        mode = "live"
        kind = "ldap"
        bind = "gssapi"
        start_tls = true
        tls_ca = "ca.pem"
        filter = "(ou=Sales)"
        attributes = { office = "roomNumber", phone = ["telephoneNumber", "mobile"], pager = [] }
        thumbnail_attributes = "jpegPhoto"
        sign_in = false
        thumbnail_writeback = true
        thumbnail_bytes_max = 20000
        poll_seconds = 60
    )toml");
    ASSERT_TRUE(config) << config.error().message;
    auto const& directory = config->directories.at(0);
    EXPECT_EQ(directory.name, "one");
    EXPECT_EQ(directory.urls.size(), 2u);
    EXPECT_EQ(directory.mode, app::DirectoryMode::live);
    EXPECT_EQ(directory.kind, directory::ldap::LdapKind::other);
    EXPECT_EQ(directory.bind, directory::ldap::BindMethod::gssapi);
    EXPECT_TRUE(directory.start_tls);
    EXPECT_EQ(directory.tls_ca, "/etc/likeness/ca.pem");
    EXPECT_EQ(directory.filter, "(ou=Sales)");
    EXPECT_EQ(directory.attributes.at("office"), (std::vector<std::string> { "roomNumber" }));
    EXPECT_EQ(directory.attributes.at("phone").size(), 2u);
    EXPECT_TRUE(directory.attributes.at("pager").empty());
    EXPECT_EQ(directory.thumbnail_attributes, (std::vector<std::string> { "jpegPhoto" }));
    EXPECT_FALSE(directory.sign_in);
    EXPECT_TRUE(directory.thumbnail_writeback);
    EXPECT_EQ(directory.thumbnail_bytes_max, 20'000u);
    EXPECT_EQ(directory.poll, std::chrono::seconds(60));
}

TEST(Config, SaysWhatIsWrongWithADirectory)
{
    auto const complaint = [](std::string const& lines) { return refusal("[[directory]]\n" + lines); };
    auto const has = [](std::string const& text, std::string const& part) {
        return text.find(part) != std::string::npos;
    };
    EXPECT_TRUE(has(complaint("name = 'a'"), "needs a `url`"));
    EXPECT_TRUE(has(complaint("url = 'ldaps://a'"), "needs a `name`"));
    EXPECT_TRUE(
        has(complaint("url = 'ldaps://a'\nuser = 'x'"), "unknown key `user`; the keys are name, url"));
    EXPECT_TRUE(has(complaint("url = 3"), "has a `url` that must be a text"));
    EXPECT_TRUE(has(complaint("url = 'ldaps://a'\nmode = 'copy'"), "\"mirror\", \"live\""));
    EXPECT_TRUE(has(complaint("name = 'a'\nurl = 'ldaps://a'\nbind_dn = 'x'"),
        "needs `bind_dn` and `bind_password_file`"));
    EXPECT_TRUE(
        has(complaint("name = 'a'\nurl = 'ldaps://a'\nbind_password_file = 'x'"), "goes with `bind_dn`"));
    EXPECT_TRUE(has(complaint("url = 'ldaps://a'\npoll_seconds = 0"), "from 1 to 86400"));
    EXPECT_TRUE(has(complaint("url = 'ldaps://a'\nthumbnail_bytes_max = 3"), "from 1000 to 102400"));
    EXPECT_TRUE(has(complaint("url = 'ldaps://a'\nattributes = 'x'"), "must be a table"));
    EXPECT_TRUE(has(complaint("name = 'a'\nurl = 'ldaps://a'\n[[directory]]\nname = 'a'\nurl = 'ldaps://b'"),
        "the name \"a\" twice"));
    EXPECT_TRUE(has(refusal("directory = 'ldaps://a'"), "double brackets"));
}

TEST(Config, ReadsWhoMayActForWhom)
{
    auto const config = parsed(R"(
        [[impersonation]]
        caller = "svc@contoso.com"
        targets = ["*@contoso.com", "sadie@fabrikam.com"]
        [[impersonation]]
        caller = "sync@contoso.com"
        targets = ["*"]
    )");
    ASSERT_TRUE(config) << config.error().message;
    ASSERT_EQ(config->impersonation.size(), 2u);
    auto const& rule = config->impersonation.front();
    EXPECT_EQ(rule.caller.text(), "svc@contoso.com");
    ASSERT_EQ(rule.targets.size(), 2u);
    EXPECT_EQ(rule.targets[0].domain, "contoso.com");
    EXPECT_EQ(rule.targets[1].person->text(), "sadie@fabrikam.com");
}

TEST(Config, SaysWhatIsWrongWithImpersonation)
{
    std::pair<std::string, std::string> const cases[] = {
        { "[[impersonation]]\ntargets = ['*']", "needs a `caller`" },
        { "[[impersonation]]\ncaller = 'svc@contoso.com'", "needs `targets`" },
        { "[[impersonation]]\ncaller = 'svc'\ntargets = ['*']", "needs a `caller`" },
        { "[[impersonation]]\ncaller = 'svc@contoso.com'\ntargets = ['contoso.com']", "no \"*@domain\"" },
        { "[[impersonation]]\ncaller = 'svc@contoso.com'\ntargets = '*'", "must be an array" },
        { "[[impersonation]]\nuser = 'svc@contoso.com'", "unknown key `user`" },
        { "impersonation = 'svc@contoso.com'", "double brackets" },
    };
    for (auto const& [text, part] : cases)
        EXPECT_NE(refusal(text).find(part), std::string::npos) << refusal(text);
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
             Case { "listen = [1]", "likeness.toml:1: `listen` must be an array of addresses" },
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
