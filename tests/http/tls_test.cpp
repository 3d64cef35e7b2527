// TLS: what is spoken, what is refused, how connections end, and what an operator is told of bad files.
#include "http/running_server.hpp"
#include "http/tls_client.hpp"

#include <fstream>
#include <gmock/gmock.h>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

std::string const plain_get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
std::string const last_get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

ServerOptions over_tls(Certificate const& certificate, Limits const& limits = {})
{
    return { .listeners = { { .tls = true } }, .tls = certificate.files(), .threads = 2, .limits = limits };
}

class Tls : public testing::Test {
protected:
    Certificate certificate;
};

TEST_F(Tls, ServesRequestAfterRequestAndSaysFarewell)
{
    RunningServer const server(over_tls(certificate));
    auto socket = server.connect();
    TlsClient client(socket);
    ASSERT_TRUE(client.connected());
    EXPECT_STREQ(SSL_get_version(client.ssl()), "TLSv1.3");
    client.send(plain_get);
    EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 200 OK\r\n"));
    client.send(plain_get + last_get);
    EXPECT_THAT(client.read_all(), HasSubstr("Connection: close"));
    EXPECT_TRUE(client.farewell());
}

TEST_F(Tls, TellsTheHandlerThatTheCallerIsSecure)
{
    ScriptedHandler handler;
    handler.on_head_step = [](Exchange& exchange) {
        return answer_with(exchange, 200, exchange.head.secure ? "secure" : "open");
    };
    RunningServer const server(
        { .listeners = { {}, { .tls = true } }, .tls = certificate.files(), .threads = 2 }, handler);
    EXPECT_EQ(server.ask(last_get).body, "open");
    auto socket = server.connect(1);
    TlsClient client(socket);
    client.send(last_get);
    EXPECT_TRUE(client.read_all().ends_with("secure"));
}

TEST_F(Tls, CarriesLargeBodiesBothWays)
{
    ScriptedHandler handler;
    handler.on_head_step = ScriptedHandler::take_body(10'000'000);
    RunningServer const server(over_tls(certificate), handler);
    auto socket = server.connect();
    TlsClient client(socket);
    std::string body(5'000'000, 'b');
    client.send("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 5000000\r\n\r\n" + body);
    EXPECT_TRUE(client.read_all().ends_with("\r\n\r\n" + body));
    EXPECT_TRUE(client.farewell());
}

TEST_F(Tls, SpeaksVersion12AndNoneBefore)
{
    RunningServer const server(over_tls(certificate));
    auto first = server.connect();
    TlsClient good(first, { .version_max = TLS1_2_VERSION });
    EXPECT_TRUE(good.connected());
    EXPECT_STREQ(SSL_get_version(good.ssl()), "TLSv1.2");
    auto second = server.connect();
    EXPECT_FALSE(TlsClient(second, { .version_max = TLS1_1_VERSION }).connected());
}

TEST_F(Tls, TakesOnlyCiphersWithForwardSecrecy)
{
    RunningServer const server(over_tls(certificate));
    auto first = server.connect();
    TlsClient good(first,
        { .version_max = TLS1_2_VERSION,
            .ciphers = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256" });
    ASSERT_TRUE(good.connected());
    EXPECT_STREQ(SSL_get_cipher(good.ssl()), "ECDHE-ECDSA-AES128-GCM-SHA256") << "the server's order counts";
    auto second = server.connect();
    EXPECT_FALSE(TlsClient(second, { .version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-SHA" })
            .connected());
}

TEST_F(Tls, NegotiatesHttp11)
{
    RunningServer const server(over_tls(certificate));
    auto first = server.connect();
    TlsClient both(first, { .alpn = "\x02h2\x08http/1.1" });
    ASSERT_TRUE(both.connected());
    unsigned char const* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(both.ssl(), &chosen, &size);
    EXPECT_EQ(std::string(reinterpret_cast<char const*>(chosen), size), "http/1.1");
    auto second = server.connect();
    EXPECT_FALSE(TlsClient(second, { .alpn = "\x02h2" }).connected());
}

TEST_F(Tls, ResumesSessions)
{
    RunningServer const server(over_tls(certificate));
    for (int const version : { TLS1_2_VERSION, TLS1_3_VERSION }) {
        auto first = server.connect();
        TlsClient fresh(first, { .version_max = version });
        fresh.send(last_get);
        fresh.read_all();
        auto* session = SSL_get1_session(fresh.ssl());
        auto second = server.connect();
        TlsClient again(second, { .version_max = version, .session = session });
        EXPECT_TRUE(SSL_session_reused(again.ssl()));
        SSL_SESSION_free(session);
    }
}

TEST_F(Tls, AnswersTheFarewellOfAnIdleCaller)
{
    RunningServer const server(over_tls(certificate));
    auto socket = server.connect();
    TlsClient client(socket);
    client.send(plain_get);
    client.read_answer();
    EXPECT_EQ(SSL_shutdown(client.ssl()), 0);
    EXPECT_EQ(SSL_shutdown(client.ssl()), 1);
}

TEST_F(Tls, LetsACallerReadARefusalWhoIsStillSending)
{
    RunningServer const server(over_tls(certificate));
    auto socket = server.connect();
    TlsClient client(socket);
    client.send("nonsense\r\n\r\n" + std::string(100'000, 'x'));
    EXPECT_THAT(client.read_all(), HasSubstr("Bad Request"));
    EXPECT_TRUE(client.farewell());
}

TEST_F(Tls, Answers408ToAHeadThatDribbles)
{
    auto limits = impatient();
    limits.head_time_max = 50ms;
    RunningServer const server(over_tls(certificate, limits));
    auto socket = server.connect();
    TlsClient client(socket);
    client.send("GET /");
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(Tls, EndsAHandshakeThatNeverEnds)
{
    auto limits = impatient();
    limits.handshake_time_max = 50ms;
    RunningServer const server(over_tls(certificate, limits));
    auto client = server.connect();
    client.send("\x16\x03\x01");
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(server.server->counters().timeouts, 1u);
}

TEST_F(Tls, EndsCallersThatSpeakNoTls)
{
    RunningServer const server(over_tls(certificate));
    auto client = server.connect();
    client.send(plain_get);
    client.read_all();
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
    EXPECT_EQ(server.server->counters().requests, 0u);
}

TEST_F(Tls, EndsCallersThatHangUpInTheMiddle)
{
    base::Bytes const large(8'000'000, std::byte { 'x' });
    RunningServer const server(over_tls(certificate), ScriptedHandler::sending(large));
    for (int i = 0; i < 5; ++i) {
        auto socket = server.connect();
        TlsClient client(socket);
        client.send(plain_get);
        if (i % 2) client.read_answer();
        socket.reset();
    }
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
}

TEST_F(Tls, StopsWithIdleCallers)
{
    RunningServer server(over_tls(certificate, impatient()));
    auto socket = server.connect();
    TlsClient client(socket);
    client.send(plain_get);
    client.read_answer();
    server.server->stop();
    EXPECT_EQ(client.read_all(), "");
    EXPECT_TRUE(client.farewell());
    server.stop();
}

std::string error_of(std::optional<TlsFiles> files)
{
    ScriptedHandler handler;
    auto const server = Server::open({ .listeners = { { .tls = true } }, .tls = std::move(files) }, handler);
    return server ? "opened" : server.error();
}

TEST_F(Tls, NeedsFiles)
{
    EXPECT_THAT(error_of(std::nullopt), HasSubstr("certificate"));
}

TEST_F(Tls, SaysWhichFileCannotBeRead)
{
    auto const good = certificate.files();
    EXPECT_THAT(error_of(TlsFiles { "/nowhere/certificate.pem", good.key }),
        StartsWith("cannot use the certificate /nowhere/certificate.pem: "));
    EXPECT_THAT(error_of(TlsFiles { good.certificate, "/nowhere/key.pem" }),
        StartsWith("cannot use the key /nowhere/key.pem: "));
    EXPECT_THAT(error_of(TlsFiles { good.key, good.key }), StartsWith("cannot use the certificate "));
    EXPECT_THAT(error_of(TlsFiles { good.certificate, good.certificate }), StartsWith("cannot use the key "));
}

TEST_F(Tls, SaysThatAKeyBelongsToAnotherCertificate)
{
    Certificate const other;
    EXPECT_EQ(error_of(TlsFiles { certificate.files().certificate, other.files().key }),
        "the key " + other.files().key.string() + " does not belong to the certificate "
            + certificate.files().certificate.string());
}

// A server that starts at boot has nobody to ask for a passphrase.
TEST_F(Tls, RefusesAKeyUnderAPassphrase)
{
    auto const files = certificate.files();
    auto const locked = files.key.string() + ".locked";
    auto const command = "openssl ec -aes256 -passout pass:secret -in " + files.key.string() + " -out "
        + locked + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_THAT(error_of(TlsFiles { files.certificate, locked }), StartsWith("cannot use the key "));
}

}

}
