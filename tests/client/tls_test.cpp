// Who a server is: nothing is sent to one that cannot prove it.
#include "client/photos/photo_client.hpp"
#include "client/test_certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using tests::http_answer;
using tests::says;
using tests::ScriptedServer;
using tests::test_certificates;

std::string photo()
{
    return http_answer("200 OK", { "ETag: \"A1\"" }, tests::jpeg_of(1000));
}

HttpClientOptions options_for(
    ScriptedServer const& server, std::string const& host, std::filesystem::path const& authority)
{
    auto const port = std::to_string(server.port());
    return {
        .endpoint = parse_url("https://" + host + ":" + port).and_then(photo_endpoint).value(),
        .credentials = Credentials { "hope@contoso.com", "secret" },
        .transport = { .ca_file = authority, .resolve = { "mail.contoso.com:" + port + ":127.0.0.1" } },
    };
}

Outcome<PhotoAnswer> ask(HttpClientOptions options)
{
    return PhotoClient::open(std::move(options)).and_then([&](PhotoClient client) {
        return client.get_user_photo({ .email = EmailAddress::parse("sadie@contoso.com").value() });
    });
}

void expect_distrust(tests::ServerCertificate const& certificate, std::filesystem::path const& authority)
{
    ScriptedServer const server(certificate, says(photo()));
    auto const answer = ask(options_for(server, "mail.contoso.com", authority));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, FailureKind::tls);
    EXPECT_NE(answer.error().detail, "");
    EXPECT_TRUE(server.requests().empty());
}

}

TEST(Tls, SendsCredentialsToAServerWhoseCertificateIsVerified)
{
    ScriptedServer const server(test_certificates().good, says(photo()));
    for (auto const* const host : { "mail.contoso.com", "localhost", "127.0.0.1" })
        EXPECT_TRUE(ask(options_for(server, host, test_certificates().authority))) << host;
    ASSERT_EQ(server.requests().size(), 3u);
    EXPECT_THAT(server.requests()[0], testing::HasSubstr("Authorization: Basic"));
}

TEST(Tls, DistrustsACertificateForAnotherName)
{
    expect_distrust(test_certificates().other_name, test_certificates().authority);
}

TEST(Tls, DistrustsAnExpiredCertificate)
{
    expect_distrust(test_certificates().expired, test_certificates().authority);
}

TEST(Tls, DistrustsAnExpiredAuthority)
{
    expect_distrust(test_certificates().of_expired_authority, test_certificates().expired_authority);
}

TEST(Tls, DistrustsAnAuthorityThatWasNotNamed)
{
    expect_distrust(test_certificates().good, test_certificates().other_authority);
    expect_distrust(test_certificates().good, {});
}

TEST(Tls, IsNotGivenUpForAServerThatSpeaksPlainHttp)
{
    // No server script is run: its answer is no TLS record.
    ScriptedServer const server(says(photo()));
    auto options = options_for(server, "mail.contoso.com", test_certificates().authority);
    options.request_time_max = std::chrono::seconds(2);
    auto const answer = ask(std::move(options));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(server.requests().empty());
}

TEST(Tls, NamesAFileOfAuthoritiesThatCannotBeUsed)
{
    ScriptedServer const server(test_certificates().good, says(photo()));
    auto const missing = ask(options_for(server, "mail.contoso.com", "/nonexistent.pem"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, FailureKind::invalid_request);
    auto const no_certificate = ask(options_for(server, "mail.contoso.com", test_certificates().good.key));
    ASSERT_FALSE(no_certificate);
    EXPECT_EQ(no_certificate.error().kind, FailureKind::invalid_request);
    EXPECT_TRUE(server.requests().empty());
}

TEST(Tls, SendsNothingToAnotherHostAfterARedirect)
{
    ScriptedServer const other(test_certificates().good, says(photo()));
    auto const elsewhere = std::to_string(other.port());
    for (auto const& location :
        { "https://photos.contoso.com:" + elsewhere + "/", "https://mail.contoso.com:" + elsewhere + "/",
            "http://mail.contoso.com:" + elsewhere + "/", "https://localhost:" + elsewhere + "/" }) {
        ScriptedServer const server(
            test_certificates().good, says(http_answer("302 Found", { "Location: " + location })));
        auto options = options_for(server, "mail.contoso.com", test_certificates().authority);
        for (auto const* const host : { "photos.contoso.com:", "mail.contoso.com:" })
            options.transport.resolve.push_back(host + elsewhere + ":127.0.0.1");
        auto const answer = ask(std::move(options));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, FailureKind::redirected) << location;
    }
    EXPECT_EQ(other.connections(), 0);
}

}
