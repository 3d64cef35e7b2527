// The client against servers that say whatever a test tells them to: what it makes of their answers, and what it
// sends whom.
#include "client/photos/photo_client.hpp"

#include "client/scripted_server.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using tests::http_answer;
using tests::jpeg_of;
using tests::Reply;
using tests::says;
using tests::ScriptedServer;

GetUserPhoto photo_of(std::string_view email, PhotoSize size = PhotoSize::hr240x240)
{
    return { .email = EmailAddress::parse(email).value(), .size = size };
}

GetUserPhoto sadie()
{
    return photo_of("sadie@contoso.com");
}

HttpClientOptions options_for(std::string const& url)
{
    return { .endpoint = parse_url(url).and_then(photo_endpoint).value() };
}

std::string address_of(ScriptedServer const& server)
{
    return "http://127.0.0.1:" + std::to_string(server.port());
}

HttpClientOptions with_password(HttpClientOptions options)
{
    options.credentials = Credentials { "hope@contoso.com", "pass:word" };
    return options;
}

Outcome<PhotoAnswer> ask(
    HttpClientOptions options, GetUserPhoto const& request = sadie(), std::string const& validator = {})
{
    return PhotoClient::open(std::move(options)).and_then([&](PhotoClient client) {
        return client.get_user_photo(request, validator);
    });
}

Outcome<PhotoAnswer> ask(ScriptedServer const& server)
{
    return ask(options_for(address_of(server)));
}

Failure failure_of(Outcome<PhotoAnswer> const& answer)
{
    EXPECT_FALSE(answer);
    return answer ? Failure {} : answer.error();
}

FailureKind kind_of(Outcome<PhotoAnswer> const& answer)
{
    return failure_of(answer).kind;
}

std::string whole_photo()
{
    return http_answer("200 OK", { "Content-Type: image/jpeg", "ETag: \"A1\"" }, jpeg_of(12'345));
}

// Answers the paths it knows with redirects, everything else with a photo.
ScriptedServer::Script redirects_from(
    std::string path, std::string location, std::string status = "302 Found")
{
    return [=](std::string const& head) {
        if (!head.starts_with("GET " + path)) return Reply { .bytes = whole_photo() };
        return Reply { .bytes = http_answer(status, { "Location: " + location }) };
    };
}

}

TEST(PhotoClient, AsksForTheAddressAndSizeAndTakesThePhoto)
{
    ScriptedServer const server(says(whole_photo()));
    auto const answer
        = ask(options_for(address_of(server)), photo_of("Sadie+x&y@contoso.com", PhotoSize::hr96x96));
    ASSERT_TRUE(answer);
    auto const& photo = std::get<ReceivedPhoto>(*answer);
    EXPECT_EQ(base::as_text(photo.bytes), jpeg_of(12'345));
    EXPECT_EQ(photo.validator, "\"A1\"");
    ASSERT_EQ(server.requests().size(), 1u);
    auto const head = server.requests()[0];
    EXPECT_THAT(head,
        testing::StartsWith("GET /EWS/Exchange.asmx/s/GetUserPhoto?"
                            "email=Sadie%2Bx%26y@contoso.com&size=HR96x96 HTTP/1.1\r\n"));
    EXPECT_THAT(head, HasSubstr("User-Agent: likeness/"));
    for (auto const* const absent : { "Authorization:", "Accept-Encoding:", "If-None-Match:", "Cookie:" })
        EXPECT_THAT(head, Not(HasSubstr(absent)));
}

TEST(PhotoClient, SendsTheValidatorAndLearnsThatNothingChanged)
{
    ScriptedServer const server(says(http_answer("304 Not Modified", { "ETag: \"A1\"" })));
    auto const answer = ask(options_for(address_of(server)), sadie(), "W/\"A1\"");
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, PhotoAnswer(Unchanged {}));
    EXPECT_THAT(server.requests().at(0), HasSubstr("\r\nIf-None-Match: W/\"A1\"\r\n"));
}

TEST(PhotoClient, SendsBackTheCookiesOfItsServer)
{
    ScriptedServer const server(says(http_answer("200 OK",
        { "Content-Type: image/jpeg", "Set-Cookie: X-BackEndCookie=one; path=/EWS; HttpOnly" },
        jpeg_of(10))));
    auto client = PhotoClient::open(options_for(address_of(server)));
    ASSERT_TRUE(client);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(client->get_user_photo(sadie()));
    EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Cookie:")));
    EXPECT_THAT(server.requests().at(1), HasSubstr("\r\nCookie: X-BackEndCookie=one\r\n"));
    EXPECT_THAT(server.requests().at(2), HasSubstr("\r\nCookie: X-BackEndCookie=one\r\n"));
    ASSERT_TRUE(ask(options_for(address_of(server))));
    EXPECT_THAT(server.requests().at(3), Not(HasSubstr("Cookie:"))) << "another client's";
}

TEST(PhotoClient, SendsBasicCredentialsToALoopbackServer)
{
    ScriptedServer const server(says(whole_photo()));
    ASSERT_TRUE(ask(with_password(options_for(address_of(server)))));
    // printf 'hope@contoso.com:pass:word' | base64
    EXPECT_THAT(server.requests().at(0),
        HasSubstr("\r\nAuthorization: Basic aG9wZUBjb250b3NvLmNvbTpwYXNzOndvcmQ=\r\n"));
}

TEST(PhotoClient, TellsNoPhotoFromFailures)
{
    ScriptedServer const none(says(http_answer("404 Not Found")));
    ASSERT_TRUE(ask(none));
    EXPECT_EQ(*ask(none), PhotoAnswer(NoPhoto {}));
    EXPECT_EQ(kind_of(ask(ScriptedServer(
                  says(http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }))))),
        FailureKind::sign_in);
    EXPECT_EQ(kind_of(ask(ScriptedServer(says(http_answer("403 Forbidden"))))), FailureKind::denied);
    EXPECT_EQ(kind_of(ask(ScriptedServer(says(http_answer("500 Internal Server Error"))))),
        FailureKind::server_error);
}

TEST(PhotoClient, ReadsBothFormsOfRetryAfter)
{
    ScriptedServer const seconds(says(http_answer("503 Service Unavailable", { "Retry-After: 120" })));
    EXPECT_EQ(failure_of(ask(seconds)).retry_after, 120s);
    auto const later = base::format_http_date(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + 1h);
    ScriptedServer const date(says(http_answer("429 Too Many Requests", { "Retry-After: " + later })));
    auto const failure = failure_of(ask(date));
    EXPECT_EQ(failure.kind, FailureKind::server_busy);
    ASSERT_TRUE(failure.retry_after);
    EXPECT_GT(*failure.retry_after, 50min);
    ScriptedServer const nothing(says(http_answer("503 Service Unavailable", { "Retry-After: soon" })));
    EXPECT_EQ(failure_of(ask(nothing)).retry_after, std::nullopt);
}

TEST(PhotoClient, ForgetsOneQuestionBeforeTheNext)
{
    ScriptedServer const server(says(whole_photo()));
    auto client = PhotoClient::open(options_for(address_of(server))).value();
    EXPECT_TRUE(client.get_user_photo(sadie()));
    EXPECT_TRUE(client.get_user_photo(sadie(), "\"A1\""));
    EXPECT_TRUE(client.get_user_photo(sadie()));
    // What one question said is not said again with the next.
    EXPECT_THAT(server.requests().at(2), Not(HasSubstr("If-None-Match")));
}

TEST(PhotoClient, RefusesAPictureOverTheLimitAnnouncedOrNot)
{
    auto const most = likeness::limits::upload_bytes_max;
    ScriptedServer const fits(says(http_answer("200 OK", {}, jpeg_of(most))));
    EXPECT_TRUE(ask(fits));
    ScriptedServer const announced([&](std::string const&) {
        return Reply { .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + jpeg_of(100),
            .keeps_open = true };
    });
    EXPECT_EQ(kind_of(ask(announced)), FailureKind::protocol);
    ScriptedServer const silent(says("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + jpeg_of(most + 1)));
    EXPECT_EQ(kind_of(ask(silent)), FailureKind::protocol);
}

TEST(PhotoClient, NeedsNotTheWholeBodyOfARefusal)
{
    // The rest of the page never comes.
    ScriptedServer const server([](std::string const&) {
        return Reply { .bytes = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 99999999\r\n\r\n"
                + std::string(2 * limits::error_body_bytes_max, 'x'),
            .keeps_open = true };
    });
    auto options = options_for(address_of(server));
    options.request_time_max = 5s;
    EXPECT_EQ(kind_of(ask(options)), FailureKind::sign_in);
}

TEST(PhotoClient, RefusesMoreHeadersThanTheLimit)
{
    ScriptedServer const many([](std::string const&) {
        std::string text = "HTTP/1.1 200 OK\r\n";
        while (text.size() <= limits::response_header_bytes_max)
            text += "X-Filler: " + std::string(1000, 'x') + "\r\n";
        return Reply { .bytes = text + "\r\n" };
    });
    EXPECT_EQ(kind_of(ask(many)), FailureKind::protocol);
    ScriptedServer const informational([](std::string const&) {
        std::string text;
        while (text.size() <= limits::response_header_bytes_max)
            text += "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n";
        return Reply { .bytes = text + whole_photo() };
    });
    EXPECT_EQ(kind_of(ask(informational)), FailureKind::protocol);
}

TEST(PhotoClient, CallsWhatIsNoHttpByItsName)
{
    EXPECT_EQ(kind_of(ask(ScriptedServer(says("220 mail.contoso.com ESMTP\r\n")))), FailureKind::protocol);
    EXPECT_EQ(kind_of(ask(ScriptedServer(says("HTTP/9.9 what\r\n\r\n")))), FailureKind::protocol);
    EXPECT_EQ(
        kind_of(ask(ScriptedServer(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")))),
        FailureKind::network);
    EXPECT_EQ(kind_of(ask(ScriptedServer(says("")))), FailureKind::network);
}

TEST(PhotoClient, TakesNoHalfPicture)
{
    ScriptedServer const length(says("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n" + jpeg_of(100)));
    EXPECT_EQ(kind_of(ask(length)), FailureKind::network);
    ScriptedServer const chunked(
        says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + jpeg_of(100) + "\r\n"));
    EXPECT_EQ(kind_of(ask(chunked)), FailureKind::network);
}

TEST(PhotoClient, GivesUpOnAServerThatHangs)
{
    ScriptedServer const server([](std::string const&) { return Reply { .keeps_open = true }; });
    auto options = options_for(address_of(server));
    options.request_time_max = 300ms;
    EXPECT_EQ(kind_of(ask(options)), FailureKind::network);
}

TEST(PhotoClient, GivesUpOnAServerThatDrips)
{
    ScriptedServer const server(
        [](std::string const&) { return Reply { .bytes = whole_photo(), .pause_per_byte = 50ms }; });
    auto options = options_for(address_of(server));
    options.transport.stall_time_max = 1s;
    auto const failure = failure_of(ask(options));
    EXPECT_EQ(failure.kind, FailureKind::network);
    EXPECT_THAT(failure.detail, HasSubstr("too slow")) << "and not: the whole time was over";
}

TEST(PhotoClient, CallsAMissingServerANetworkFailure)
{
    std::uint16_t port = 0;
    {
        port = ScriptedServer(says("")).port();
    }
    EXPECT_EQ(kind_of(ask(options_for("http://127.0.0.1:" + std::to_string(port)))), FailureKind::network);
    // RFC 6761 promises that this name never exists.
    EXPECT_EQ(kind_of(ask(options_for("https://mail.invalid"))), FailureKind::network);
}

TEST(PhotoClient, FollowsRedirectsOnTheSameHostWithItsCredentials)
{
    for (auto const* const status :
        { "301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent" }) {
        ScriptedServer const server(redirects_from("/EWS", "/elsewhere/photo?id=7", status));
        EXPECT_TRUE(ask(with_password(options_for(address_of(server))))) << status;
        ASSERT_EQ(server.requests().size(), 2u) << status;
        EXPECT_THAT(server.requests()[1], testing::StartsWith("GET /elsewhere/photo?id=7 HTTP/1.1\r\n"));
        EXPECT_THAT(server.requests()[1], HasSubstr("Authorization: Basic"));
    }
}

TEST(PhotoClient, TakesARedirectToASignInPageForASignIn)
{
    ScriptedServer const server([](std::string const& head) {
        if (head.starts_with("GET /EWS"))
            return Reply { .bytes = http_answer("302 Found", { "Location: /owa/auth/logon.aspx" }) };
        return Reply { .bytes = http_answer("200 OK", { "Content-Type: text/html" }, "<html>sign in") };
    });
    EXPECT_EQ(kind_of(ask(server)), FailureKind::sign_in);
}

TEST(PhotoClient, NeverGoesToAnotherServerByRedirect)
{
    ScriptedServer const other(says(whole_photo()));
    auto const port = std::to_string(other.port());
    std::vector<std::string> const locations { "http://localhost:" + port, address_of(other),
        "http://127.0.0.2/", "http://mail.contoso.com/", "https://mail.fabrikam.com/", "file:///etc/passwd",
        "gopher://127.0.0.1/" };
    for (auto const& location : locations) {
        ScriptedServer const server(redirects_from("/EWS", location));
        EXPECT_EQ(kind_of(ask(with_password(options_for(address_of(server))))), FailureKind::redirected)
            << location;
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(PhotoClient, EndsALoopOfRedirects)
{
    ScriptedServer const server(redirects_from("/", "/again"));
    EXPECT_EQ(kind_of(ask(server)), FailureKind::redirected);
    EXPECT_EQ(server.requests().size(), 1u + limits::redirects_max);
}

TEST(PhotoClient, CountsRedirectsInItsTime)
{
    // Each step takes less than the time that is allowed, four of them take more.
    ScriptedServer const server([steps = 0](std::string const&) mutable {
        std::this_thread::sleep_for(300ms);
        if (++steps == 4) return Reply { .bytes = whole_photo() };
        return Reply { .bytes = http_answer("302 Found", { "Location: /" + std::to_string(steps) }) };
    });
    auto options = options_for(address_of(server));
    options.request_time_max = 1s;
    EXPECT_EQ(kind_of(ask(options)), FailureKind::network);
}

TEST(PhotoClient, FollowsNoRedirectWithoutALocation)
{
    EXPECT_EQ(kind_of(ask(ScriptedServer(says(http_answer("302 Found"))))), FailureKind::redirected);
}

TEST(PhotoClient, SendsNoPasswordInTheClearToAnotherMachine)
{
    // The name leads to this server, so anything that were sent would arrive here.
    ScriptedServer const server(says(whole_photo()));
    auto const port = std::to_string(server.port());
    auto options = options_for("http://mail.contoso.com:" + port);
    options.transport.resolve = { "mail.contoso.com:" + port + ":127.0.0.1" };
    EXPECT_EQ(kind_of(ask(with_password(options))), FailureKind::invalid_request);
    EXPECT_EQ(server.connections(), 0);
    // Without a password there is nothing to lose.
    EXPECT_TRUE(ask(options));
    EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Authorization")));
}

TEST(PhotoClient, AsksALoopbackServerPastTheProxyOfTheEnvironment)
{
    ScriptedServer const proxy(says(whole_photo()));
    ScriptedServer const server(says(whole_photo()));
    ASSERT_EQ(::setenv("http_proxy", address_of(proxy).c_str(), 1), 0);
    auto const answer = ask(with_password(options_for(address_of(server))));
    ::unsetenv("http_proxy");
    EXPECT_TRUE(answer);
    EXPECT_EQ(proxy.connections(), 0);
    EXPECT_EQ(server.connections(), 1);
}

TEST(PhotoClient, RefusesCredentialsThatBasicCannotCarry)
{
    auto const kind_with = [](std::string user, std::string password) {
        auto options = options_for("https://mail.contoso.com");
        options.credentials = Credentials { std::move(user), std::move(password) };
        auto const client = PhotoClient::open(std::move(options));
        return client ? std::string("open") : client.error().message;
    };
    using namespace std::string_literals;
    EXPECT_EQ(kind_with("CONTOSO\\hope", "p"), "open");
    EXPECT_EQ(kind_with("hope@contoso.com", "a:b"), "open");
    EXPECT_NE(kind_with("", "p"), "open");
    EXPECT_NE(kind_with("hope:x", "p"), "open");
    EXPECT_NE(kind_with("hope\0x"s, "p"), "open");
    EXPECT_NE(kind_with("hope", "p\0x"s), "open");
    EXPECT_EQ(kind_with(std::string(likeness::limits::login_bytes_max, 'u'), "p"), "open");
    EXPECT_NE(kind_with(std::string(likeness::limits::login_bytes_max + 1, 'u'), "p"), "open");
    EXPECT_EQ(kind_with("u", std::string(likeness::limits::password_bytes_max, 'p')), "open");
    EXPECT_NE(kind_with("u", std::string(likeness::limits::password_bytes_max + 1, 'p')), "open");
}

TEST(PhotoClient, WorksInSeveralThreadsThatHaveOneEach)
{
    constexpr int each = 8;
    ScriptedServer const server(says(whole_photo()));
    std::atomic<int> photos = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < each; ++n)
                    if (ask(server)) ++photos;
            });
    }
    EXPECT_EQ(photos, 4 * each);
}

}
