// The founding document's REST section, verbatim, by a program that is not ours: curl.
// Source: "Get user photos by using EWS in Exchange", Get a mailbox user photo by using REST; Cache user photos.
#include "core/picture_type.hpp"
#include "end_to_end/command_line.hpp"
#include "end_to_end/running_server.hpp"

#include "base/file.hpp"

#include <fmt/format.h>

namespace likeness::tests {
namespace {

class FoundingDocument : public testing::Test {
protected:
    static void SetUpTestSuite() { server_ = new RunningServer; }
    static void TearDownTestSuite()
    {
        delete server_;
        server_ = nullptr;
    }

    static std::string file(std::string const& name) { return (server_->folder() / name).string(); }

    // curl's answer in `name`, its headers in name + ".headers"; returns the status.
    static std::string curl(
        std::string const& target, std::string const& name, std::string const& options = "")
    {
        return run(
            fmt::format("curl -s -u {}:{} -o '{}' -D '{}.headers' -w '%{{http_code}}' {} '{}{}'",
                app::demo_user, app::demo_password, file(name), file(name), options, server_->url(), target))
            .printed;
    }
    static std::string header(std::string const& name, std::string const& field)
    {
        return run(fmt::format("sed -n 's/^{}: *//Ip' '{}.headers' | tr -d '\\r\\n'", field, file(name)))
            .printed;
    }
    static std::string size_of(std::string const& name)
    {
        return run(fmt::format("vipsheader -f width '{0}'; vipsheader -f height '{0}'", file(name))).printed;
    }

    static RunningServer* server_;
};

RunningServer* FoundingDocument::server_ = nullptr;

TEST_F(FoundingDocument, ItsSampleAddressIsServedAsPrintedWithItsEscapedAmpersand)
{
    EXPECT_EQ(
        curl("/ews/exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&amp;size=HR240x240", "Sadie.jpg"),
        "200");
    EXPECT_EQ(header("Sadie.jpg", "Content-Type"), "image/jpeg");
    EXPECT_EQ(size_of("Sadie.jpg"), "240\n240\n");
}

TEST_F(FoundingDocument, ItsUrlTemplateIsServedInItsOwnSpelling)
{
    EXPECT_EQ(
        curl("/ews/Exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR48x48", "small.jpg"), "200");
    EXPECT_EQ(size_of("small.jpg"), "48\n48\n");
}

TEST_F(FoundingDocument, EverySizeCodeReturnsAnImageOfItsPixels)
{
    for (auto const size : photo_sizes) {
        auto const code = std::string(code_of(size));
        EXPECT_EQ(
            curl("/ews/Exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=" + code, code), "200");
        EXPECT_EQ(size_of(code), fmt::format("{0}\n{0}\n", edge_px(size)));
    }
}

TEST_F(FoundingDocument, TheETagStaysTheSameAndBringsA304UntilThePhotoIsChanged)
{
    std::string const target = "/ews/Exchange.asmx/s/GetUserPhoto?email=hope@contoso.com&size=HR96x96";
    ASSERT_EQ(curl(target, "first"), "200");
    auto const etag = header("first", "ETag");
    ASSERT_EQ(curl(target, "second"), "200");
    EXPECT_EQ(header("second", "ETag"), etag);
    EXPECT_EQ(curl(target, "third", fmt::format("-H 'If-None-Match: {}'", etag)), "304");
    EXPECT_EQ(header("third", "ETag"), etag);
    EXPECT_EQ(header("third", "Content-Type"), "");
}

TEST_F(FoundingDocument, A404SaysThatNoImageIsAvailable)
{
    EXPECT_EQ(
        curl("/ews/Exchange.asmx/s/GetUserPhoto?email=rainier@contoso.com&size=HR96x96", "none"), "404");
    EXPECT_EQ(
        curl("/ews/Exchange.asmx/s/GetUserPhoto?email=nobody@contoso.com&size=HR96x96", "nobody"), "404");
    EXPECT_EQ(header("none", "Content-Length"), "0");
    EXPECT_EQ(header("none", "Cache-Control"), "private, max-age=300");
}

TEST_F(FoundingDocument, TheDirectorysThumbnailIsServedWhenNoPhotoIsStored)
{
    ASSERT_EQ(
        curl("/ews/Exchange.asmx/s/GetUserPhoto?email=reception@contoso.com&size=HR648x648", "thumbnail"),
        "200");
    EXPECT_EQ(size_of("thumbnail"), "48\n48\n");
}

TEST_F(FoundingDocument, HeadHasTheHeadersOfGetAndNoBody)
{
    std::string const target = "/ews/Exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR96x96";
    ASSERT_EQ(curl(target, "get"), "200");
    ASSERT_EQ(curl(target, "head", "--head"), "200");
    for (auto const* const field :
        { "ETag", "Content-Type", "Content-Length", "Cache-Control", "Last-Modified" })
        EXPECT_EQ(header("head", field), header("get", field)) << field;
}

TEST_F(FoundingDocument, APhotoIsAskedForWithCredentials)
{
    auto const answer = run(
        fmt::format("curl -s -i '{}/ews/Exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR96x96'",
            server_->url()));
    EXPECT_TRUE(answer.printed.starts_with("HTTP/1.1 401 "));
    EXPECT_NE(answer.printed.find("WWW-Authenticate: Basic realm=\"127.0.0.1\"\r\n"), std::string::npos);
}

}
}
