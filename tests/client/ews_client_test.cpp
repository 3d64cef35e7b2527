// The client by SOAP against servers that say whatever a test tells them to: what it sends whom.
#include "client/soap/ews_client.hpp"

#include "base/base64.hpp"
#include "client/soap_texts.hpp"
#include "core/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::http_answer;
using tests::jpeg_of;
using tests::Reply;
using tests::says;
using tests::ScriptedServer;
using tests::soap_answer;

EmailAddress const sadie = EmailAddress::parse("sadie@contoso.com").value();

std::string address_of(ScriptedServer const& server)
{
    return "http://127.0.0.1:" + std::to_string(server.port());
}

HttpClientOptions options_for(std::string const& url)
{
    return { .endpoint = parse_url(url).and_then(ews_endpoint).value(),
        .credentials = Credentials { "hope@contoso.com", "pass:word" } };
}

Outcome<PhotoAnswer> ask(HttpClientOptions options, std::string const& validator = {})
{
    return EwsClient::open(std::move(options)).and_then([&](EwsClient client) {
        return client.get_user_photo({ .email = sadie, .size = PhotoSize::hr96x96 }, validator);
    });
}

Outcome<PhotoAnswer> ask(ScriptedServer const& server, std::string const& validator = {})
{
    return ask(options_for(address_of(server)), validator);
}

Outcome<void> set(HttpClientOptions options, std::string const& picture)
{
    return EwsClient::open(std::move(options)).and_then([&](EwsClient client) {
        return client.set_user_photo({ .email = sadie, .content = base::as_bytes(picture) });
    });
}

Outcome<void> set(ScriptedServer const& server, std::string const& picture = jpeg_of(1000))
{
    return set(options_for(address_of(server)), picture);
}

template <class Value> FailureKind kind_of(Outcome<Value> const& answer)
{
    EXPECT_FALSE(answer);
    return answer ? FailureKind::internal : answer.error().kind;
}

std::string whole_photo(std::size_t size = 12'345)
{
    return soap_answer("200 OK", tests::picture_response(base::base64_encode(base::as_bytes(jpeg_of(size)))),
        { "ETag: \"A1\"" });
}

// Redirects what comes to EWS, and answers everything else with a photo.
ScriptedServer::Script redirects(std::string const& status, std::string const& location)
{
    return [=](std::string const& head) {
        if (!head.starts_with("POST /EWS/")) return Reply { .bytes = whole_photo() };
        return Reply { .bytes = http_answer(status, { "Location: " + location }) };
    };
}

}

TEST(EwsClient, AsksForThePhotoInTheOldestVersionThatHasPhotos)
{
    ScriptedServer const server(says(whole_photo()));
    auto const answer = ask(server);
    ASSERT_TRUE(answer);
    auto const& photo = std::get<ReceivedPhoto>(*answer);
    EXPECT_EQ(base::as_text(photo.bytes), jpeg_of(12'345));
    EXPECT_EQ(photo.validator, "\"A1\"");
    auto const head = server.requests().at(0);
    EXPECT_THAT(head, StartsWith("POST /EWS/Exchange.asmx HTTP/1.1\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nContent-Type: text/xml; charset=utf-8\r\n"));
    // printf 'hope@contoso.com:pass:word' | base64
    EXPECT_THAT(head, HasSubstr("\r\nAuthorization: Basic aG9wZUBjb250b3NvLmNvbTpwYXNzOndvcmQ=\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nUser-Agent: likeness/"));
    for (auto const* const absent :
        { "Accept-Encoding:", "If-None-Match:", "Cookie:", "Expect:", "SOAPAction:" })
        EXPECT_THAT(head, Not(HasSubstr(absent)));
    EXPECT_EQ(server.bodies().at(0),
        R"(<?xml version="1.0" encoding="utf-8"?>)"
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/")"
        R"( xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types")"
        R"( xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">)"
        R"(<s:Header><t:RequestServerVersion Version="Exchange2013"/></s:Header>)"
        R"(<s:Body><m:GetUserPhoto><m:Email>sadie@contoso.com</m:Email>)"
        R"(<m:SizeRequested>HR96x96</m:SizeRequested></m:GetUserPhoto></s:Body></s:Envelope>)");
}

TEST(EwsClient, SendsTheValidatorAndLearnsThatNothingChanged)
{
    ScriptedServer const server(says(soap_answer("200 OK", tests::unchanged_response(), { "ETag: \"A1\"" })));
    EXPECT_EQ(ask(server, "\"A1\""), PhotoAnswer(Unchanged {}));
    EXPECT_THAT(server.requests().at(0), HasSubstr("\r\nIf-None-Match: \"A1\"\r\n"));
    EXPECT_EQ(kind_of(ask(server)), FailureKind::protocol);
    EXPECT_THAT(server.requests().at(1), Not(HasSubstr("If-None-Match")));
}

TEST(EwsClient, ReadsTheBodiesOfErrors)
{
    // By its status alone it would be "no photo", which somebody would remember.
    ScriptedServer const denied(
        says(soap_answer("500 Internal Server Error", tests::fault("ErrorAccessDenied"))));
    EXPECT_EQ(kind_of(ask(denied)), FailureKind::denied);
    ScriptedServer const busy(says(
        soap_answer("500 Internal Server Error", tests::fault("ErrorServerBusy", tests::back_off(297'749)))));
    EXPECT_EQ(ask(busy).error().retry_after, 298s);
    ScriptedServer const none(says(soap_answer("404 Not Found", tests::no_photo_response())));
    EXPECT_EQ(ask(none), PhotoAnswer(NoPhoto {}));
    ScriptedServer const plain(says(http_answer(
        "503 Busy", { "Content-Type: text/plain", "Retry-After: 7" }, tests::fault("ErrorItemNotFound"))));
    EXPECT_EQ(ask(plain).error().retry_after, 7s) << "what is no XML is not looked into";
}

TEST(EwsClient, ReadsNoMoreOfAnErrorThanTheLimit)
{
    auto const padded = [](std::size_t size) {
        auto body = tests::fault("ErrorAccessDenied");
        body.resize(size, '\n');
        return soap_answer("500 Internal Server Error", body);
    };
    EXPECT_EQ(kind_of(ask(ScriptedServer(says(padded(limits::error_body_bytes_max))))), FailureKind::denied);
    // What is not read whole is judged by its status alone.
    EXPECT_EQ(ask(ScriptedServer(says(padded(limits::error_body_bytes_max + 1)))), PhotoAnswer(NoPhoto {}));
}

TEST(EwsClient, RefusesAnAnswerOverTheLimitAnnouncedOrNot)
{
    auto const of_size = [](std::size_t size) {
        std::string body(size, ' ');
        auto const response = tests::picture_response(base::base64_encode(base::as_bytes(jpeg_of(40))));
        return body.replace(0, response.size(), response);
    };
    auto const most = limits::soap_answer_bytes_max;
    EXPECT_TRUE(ask(ScriptedServer(says(soap_answer("200 OK", of_size(most))))));
    ScriptedServer const silent(
        says("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n" + of_size(most + 1)));
    EXPECT_EQ(kind_of(ask(silent)), FailureKind::protocol);
    ScriptedServer const announced([](std::string const&) {
        return Reply { .bytes
            = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 99999999999\r\n\r\n<",
            .keeps_open = true };
    });
    EXPECT_EQ(kind_of(ask(announced)), FailureKind::protocol);
}

TEST(EwsClient, StoresAPhotoInTheOldestVersionThatCan)
{
    ScriptedServer const server(says(soap_answer("200 OK", tests::stored_response())));
    auto const picture = jpeg_of(1000);
    EXPECT_TRUE(set(server, picture));
    auto const body = server.bodies().at(0);
    EXPECT_THAT(body, HasSubstr("<t:RequestServerVersion Version=\"Exchange2016\"/>"));
    EXPECT_THAT(body,
        HasSubstr("<m:SetUserPhoto><m:Email>sadie@contoso.com</m:Email><m:Content>"
            + base::base64_encode(base::as_bytes(picture)) + "</m:Content></m:SetUserPhoto>"));
}

TEST(EwsClient, SendsTheLargestPictureWithoutWaitingToBeTold)
{
    ScriptedServer const server(says(soap_answer("200 OK", tests::stored_response())));
    EXPECT_TRUE(set(server, jpeg_of(likeness::limits::upload_bytes_max)));
    EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Expect:")));
    EXPECT_GT(server.bodies().at(0).size(), likeness::limits::upload_bytes_max / 3 * 4);
}

TEST(EwsClient, RefusesToSendWhatNoServerTakes)
{
    ScriptedServer const server(says(soap_answer("200 OK", tests::stored_response())));
    EXPECT_EQ(kind_of(set(server, "")), FailureKind::invalid_request);
    EXPECT_EQ(
        kind_of(set(server, jpeg_of(likeness::limits::upload_bytes_max + 1))), FailureKind::invalid_request);
    EXPECT_EQ(server.connections(), 0);
}

TEST(EwsClient, HeedsAnAnswerThatComesBeforeTheUploadsEnd)
{
    ScriptedServer const server([](std::string const&) {
        return Reply { .bytes = http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }),
            .before_the_body = true };
    });
    EXPECT_EQ(kind_of(set(server, jpeg_of(likeness::limits::upload_bytes_max))), FailureKind::sign_in);
}

TEST(EwsClient, SaysWhyAnUploadIsRefused)
{
    auto const refused = [](std::string_view code) {
        ScriptedServer const server(
            says(soap_answer("200 OK", tests::error_response("SetUserPhotoResponse", code))));
        return kind_of(set(server));
    };
    EXPECT_EQ(refused("ErrorAccessDenied"), FailureKind::denied);
    EXPECT_EQ(refused("ErrorNonExistentMailbox"), FailureKind::not_found);
    EXPECT_EQ(refused("ErrorContentConversionFailed"), FailureKind::refused);
}

TEST(EwsClient, SendsItsRequestAgainWhereARedirectKeepsIt)
{
    for (auto const* const status : { "307 Temporary", "308 Permanent" }) {
        ScriptedServer const server(redirects(status, "/elsewhere/Exchange.asmx"));
        EXPECT_TRUE(ask(server)) << status;
        ASSERT_EQ(server.requests().size(), 2u) << status;
        EXPECT_THAT(server.requests()[1], StartsWith("POST /elsewhere/Exchange.asmx HTTP/1.1\r\n"));
        EXPECT_THAT(server.requests()[1], HasSubstr("Authorization: Basic"));
        EXPECT_EQ(server.bodies()[1], server.bodies()[0]);
    }
}

TEST(EwsClient, FollowsNoRedirectThatWouldLoseItsRequest)
{
    for (auto const* const status : { "301 Moved", "302 Found", "303 See Other" }) {
        ScriptedServer const server(redirects(status, "/elsewhere/Exchange.asmx"));
        EXPECT_EQ(kind_of(ask(server)), FailureKind::redirected) << status;
        EXPECT_EQ(server.requests().size(), 1u) << status;
    }
    ScriptedServer const form(redirects("302 Found", "/owa/auth/logon.aspx?url=x"));
    EXPECT_EQ(kind_of(ask(form)), FailureKind::sign_in);
}

TEST(EwsClient, NeverGoesToAnotherServerByRedirect)
{
    ScriptedServer const other(says(whole_photo()));
    for (auto const& location :
        { address_of(other) + "/EWS/Exchange.asmx", "http://localhost:" + std::to_string(other.port()) + "/",
            std::string("https://mail.fabrikam.com/owa/auth") }) {
        ScriptedServer const server(redirects("307 Temporary", location));
        EXPECT_EQ(kind_of(ask(server)), FailureKind::redirected) << location;
        EXPECT_EQ(kind_of(set(server)), FailureKind::redirected) << location;
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(EwsClient, EndsALoopOfRedirects)
{
    ScriptedServer const server(says(http_answer("308 Permanent", { "Location: /again" })));
    EXPECT_EQ(kind_of(ask(server)), FailureKind::redirected);
    EXPECT_EQ(server.requests().size(), 1u + limits::redirects_max);
}

TEST(EwsClient, SendsNothingInTheClearToAnotherMachine)
{
    // The name leads to this server, so anything that were sent would arrive here.
    ScriptedServer const server(says(whole_photo()));
    auto const port = std::to_string(server.port());
    auto options = options_for("http://mail.contoso.com:" + port);
    options.transport.resolve = { "mail.contoso.com:" + port + ":127.0.0.1" };
    EXPECT_EQ(kind_of(ask(options)), FailureKind::invalid_request);
    EXPECT_EQ(kind_of(set(options, jpeg_of(40))), FailureKind::invalid_request);
    EXPECT_EQ(server.connections(), 0);
}

TEST(EwsClient, ForgetsOneQuestionBeforeTheNext)
{
    ScriptedServer const server([](std::string const& head) {
        auto const photo = whole_photo();
        auto const length = head.find("Content-Length: ");
        bool const is_upload = std::strtoul(head.c_str() + length + 16, nullptr, 10) > 1000;
        return Reply { .bytes = is_upload ? soap_answer("200 OK", tests::stored_response()) : photo };
    });
    auto client = EwsClient::open(options_for(address_of(server))).value();
    GetUserPhoto const question { .email = sadie };
    EXPECT_TRUE(client.get_user_photo(question, "\"A1\""));
    EXPECT_TRUE(client.set_user_photo({ .email = sadie, .content = base::as_bytes(jpeg_of(5000)) }));
    EXPECT_TRUE(client.get_user_photo(question));
    EXPECT_THAT(server.requests().at(1), Not(HasSubstr("If-None-Match")));
    EXPECT_THAT(server.bodies().at(2), HasSubstr("GetUserPhoto"));
}

}
