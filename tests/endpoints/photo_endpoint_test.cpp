// The photo resource, bytes in and answer out, without sockets.
// Source: spec/photos.md 4; spec/auth.md 2, 3 and 8.
#include "endpoints/photo_endpoint.hpp"
#include "endpoints/router.hpp"
#include "fake_exchange.hpp"
#include "rest/photo_request.hpp"
#include "scripted_sign_in.hpp"
#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::endpoints {
namespace {

using namespace tests;

class PhotoEndpointTest : public testing::Test {
protected:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    PersonId const sadie = person_id(1);
    PersonId const recluse = person_id(2);
    ScriptedPhotos photos;
    ScriptedDirectory directory;
    ScriptedPasswords passwords;
    ScriptedClock clock;
    identity::SignInCache sign_ins { clock, {} };
    identity::FailureThrottle throttle { clock, {} };
    AnswerCache cache { 1 << 20 };
    SignIn sign_in { { passwords, sign_ins, throttle, cpu_lane }, "mail.contoso.com" };
    PhotoAnswers photo_answers { { photos, directory, cache, store_lane, clock }, {} };
    PhotoEndpoint endpoint { photo_answers };
    Router router { sign_in, routes(Access::signed_in) };
    base::WorkerLane store_lane { "store", {} };
    base::WorkerLane cpu_lane { "cpu", {} };

    std::pair<std::string, std::string> const hope = basic("hope@contoso.com", "secret");
    std::string const sadie_url = "/ews/exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR240x240";

    std::vector<Route> routes(Access access)
    {
        return { { std::string(rest::photo_path), "GET, HEAD", access, &endpoint } };
    }

    void SetUp() override
    {
        directory.people = { person(sadie, "sadie@contoso.com"),
            person(recluse, "recluse@contoso.com", Visibility::hidden) };
        photos.photos[{ sadie, PhotoSize::hr240x240 }] = photo("sadie-240", 784'111'777);
        photos.photos[{ recluse, PhotoSize::hr240x240 }] = photo("recluse-240");
    }

    std::unique_ptr<FakeExchange> get(std::string const& target, Headers headers)
    {
        return ask("GET", target, headers);
    }
    std::unique_ptr<FakeExchange> ask(std::string const& method, std::string const& target, Headers headers)
    {
        auto exchange = std::make_unique<FakeExchange>(method, target, std::move(headers));
        exchange->answer_of(router);
        return exchange;
    }
    static std::string body(FakeExchange const& exchange)
    {
        return std::string(base::as_text(exchange.response.body));
    }
};

TEST_F(PhotoEndpointTest, ServesThePhotoWithEveryHeaderOfTheContract)
{
    auto const answer = get(sadie_url, { hope });
    EXPECT_EQ(answer->response.status, 200);
    EXPECT_EQ(body(*answer), "sadie-240");
    EXPECT_EQ(answer->header("Content-Type"), "image/jpeg");
    EXPECT_EQ(answer->header("ETag"), "\"TAG-sadie-240\"");
    EXPECT_EQ(answer->header("Cache-Control"), "private, max-age=259200");
    EXPECT_EQ(answer->header("Expires"), "Mon, 18 Jan 2027 08:00:00 GMT");
    EXPECT_EQ(answer->header("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(answer->header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer->header("request-id").size(), 36u);
}

TEST_F(PhotoEndpointTest, AnswersFromMemoryTheSecondTimeWithoutLeavingTheThread)
{
    get(sadie_url, { hope });
    auto const again = get(sadie_url, { hope });
    EXPECT_EQ(body(*again), "sadie-240");
    EXPECT_FALSE(again->deferred);
    EXPECT_EQ(photos.lookups, 1);
    EXPECT_EQ(passwords.checks, 1);
}

TEST_F(PhotoEndpointTest, TellsThatNothingHasChangedWithoutABody)
{
    for (int round = 0; round < 2; ++round) { // From the store, then from memory.
        auto const answer = get(sadie_url, { hope, { "If-None-Match", "W/\"TAG-sadie-240\"" } });
        EXPECT_EQ(answer->response.status, 304);
        EXPECT_EQ(answer->header("ETag"), "\"TAG-sadie-240\"");
        EXPECT_EQ(answer->header("Cache-Control"), "private, max-age=259200");
        EXPECT_NE(answer->header("Expires"), "");
        EXPECT_EQ(answer->header("Content-Type"), "");
        EXPECT_TRUE(answer->response.body.empty());
    }
    EXPECT_EQ(get(sadie_url, { hope, { "If-None-Match", "\"other\"" } })->response.status, 200);
    EXPECT_EQ(
        get(sadie_url, { hope, { "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT" } })->response.status,
        304);
}

TEST_F(PhotoEndpointTest, AnswersNobodyNoPhotoAndSomebodyHiddenWithTheSameBytes)
{
    directory.people.push_back(person(person_id(3), "reception@contoso.com"));
    std::vector<std::string> answers;
    for (auto const* const email : { "nobody@contoso.com", "reception@contoso.com", "recluse@contoso.com" })
        for (int round = 0; round < 2; ++round) {
            auto const answer = get(
                "/EWS/Exchange.asmx/s/GetUserPhoto?size=HR240x240&email=" + std::string(email), { hope });
            EXPECT_EQ(answer->response.status, 404);
            EXPECT_TRUE(answer->response.body.empty() && answer->response.text.empty());
            auto headers = answer->response.headers + std::string(answer->response.shared_headers);
            headers.replace(headers.find(answer->header("request-id")), 36, "ID");
            answers.push_back(headers);
        }
    for (auto const& answer : answers) EXPECT_EQ(answer, answers.front());
    EXPECT_NE(answers.front().find("Cache-Control: private, max-age=300\r\n"), std::string::npos);
}

TEST_F(PhotoEndpointTest, JudgesEveryCallerOfAnAnswerInMemory)
{
    std::string const url = "/ews/exchange.asmx/s/GetUserPhoto?email=recluse@contoso.com&size=HR240x240";
    auto const admin = basic("admin@contoso.com", "secret");
    EXPECT_EQ(get(url, { admin })->response.status, 200);
    EXPECT_EQ(get(url, { hope })->response.status, 404);
    EXPECT_EQ(get(url, { admin })->response.status, 200);
    EXPECT_EQ(get(url, { hope, { "If-None-Match", "*" } })->response.status, 404);
}

TEST_F(PhotoEndpointTest, RefusesABadQueryWithItsReason)
{
    auto const no_address = get("/ews/exchange.asmx/s/GetUserPhoto?size=HR48x48", { hope });
    EXPECT_EQ(no_address->response.status, 400);
    EXPECT_EQ(no_address->header("X-Photo-Error"), "ErrorInvalidSmtpAddress");
    auto const bad_size
        = get("/ews/exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR7x7", { hope });
    EXPECT_EQ(bad_size->response.status, 400);
    EXPECT_EQ(bad_size->header("X-Photo-Error"), "ErrorInvalidPhotoSize");
}

TEST_F(PhotoEndpointTest, ChallengesWhoeverHasNoCredentialsOrWrongOnes)
{
    for (auto const& headers : { Headers {}, Headers { { "Authorization", "Basic ?" } },
             Headers { { "Authorization", "Bearer x" } }, Headers { basic("hope@contoso.com", "wrong") } }) {
        auto const answer = get(sadie_url, headers);
        EXPECT_EQ(answer->response.status, 401);
        EXPECT_EQ(answer->header("WWW-Authenticate"), "Basic realm=\"mail.contoso.com\"");
        EXPECT_FALSE(answer->response.close);
    }
    // A bad query is not judged before the caller is known.
    EXPECT_EQ(get("/ews/exchange.asmx/s/GetUserPhoto", {})->response.status, 401);
}

TEST_F(PhotoEndpointTest, VerifiesNothingMoreForAnAccountThatHasFailedTooOften)
{
    for (int i = 0; i < 20; ++i) get(sadie_url, { basic("hope@contoso.com", "wrong" + std::to_string(i)) });
    auto const verified = passwords.checks.load();
    EXPECT_LT(verified, 20);
    auto const answer = get(sadie_url, { hope });
    EXPECT_EQ(answer->response.status, 401);
    EXPECT_NE(answer->header("Retry-After"), "");
    EXPECT_EQ(passwords.checks, verified);
    clock.seconds += 3'600;
    EXPECT_EQ(get(sadie_url, { hope })->response.status, 200);
}

TEST_F(PhotoEndpointTest, SaysUnavailableRatherThanNoPhotoWhenASourceIsDown)
{
    photos.down = true;
    auto const answer = get(sadie_url, { hope });
    EXPECT_EQ(answer->response.status, 503);
    EXPECT_NE(answer->header("Retry-After"), "");
    photos.down = false;
    EXPECT_EQ(get(sadie_url, { hope })->response.status, 200);
    passwords.down = true;
    EXPECT_EQ(get(sadie_url, { basic("other@contoso.com", "secret") })->response.status, 503);
}

TEST_F(PhotoEndpointTest, ForgetsWhatAChangeTouched)
{
    get(sadie_url, { hope });
    photos.photos[{ sadie, PhotoSize::hr240x240 }] = photo("new");
    cache.apply({ .head = 1, .changes = { { ChangeKind::photo, sadie } } });
    EXPECT_EQ(body(*get(sadie_url, { hope })), "new");
}

TEST_F(PhotoEndpointTest, RefusesOtherMethodsOnceItIsKnownWhoAsks)
{
    EXPECT_EQ(ask("DELETE", sadie_url, {})->response.status, 401);
    auto const answer = ask("POST", sadie_url, { hope });
    EXPECT_EQ(answer->response.status, 405);
    EXPECT_EQ(answer->header("Allow"), "GET, HEAD");
    EXPECT_EQ(ask("HEAD", sadie_url, { hope })->response.status, 200);
}

TEST_F(PhotoEndpointTest, ShowsVisiblePeopleToAnyoneWhereThatIsSwitchedOn)
{
    Router open_router(sign_in, routes(Access::anyone));
    auto const asked = [&](std::string const& url, Headers headers) {
        FakeExchange exchange("GET", url, std::move(headers));
        return exchange.answer_of(open_router).status;
    };
    EXPECT_EQ(asked(sadie_url, {}), 200);
    EXPECT_EQ(asked("/ews/exchange.asmx/s/GetUserPhoto?email=recluse@contoso.com", {}), 404);
    EXPECT_EQ(asked(sadie_url, { basic("hope@contoso.com", "wrong") }), 401);
}

TEST_F(PhotoEndpointTest, RepeatsTheClientsRequestIdOnlyWhenAskedAndHarmless)
{
    std::string const id = "{1F2E3D4C-0000-4000-8000-123456789ABC}";
    auto const asked = [&](std::string const& value, std::string const& wish) {
        return get(sadie_url, { hope, { "client-request-id", value }, { "return-client-request-id", wish } })
            ->header("client-request-id");
    };
    EXPECT_EQ(asked(id, "true"), id);
    EXPECT_EQ(asked(id, "false"), "");
    EXPECT_EQ(asked("x\tSet-Cookie: a=b", "true"), "");
    EXPECT_EQ(asked(std::string(65, 'a'), "true"), "");
}

TEST_F(PhotoEndpointTest, SaysBusyWhenTheLaneIsFull)
{
    std::promise<void> release;
    auto const released = release.get_future().share();
    std::promise<void> started;
    base::WorkerLane narrow { "store", { .threads = 1, .queue_max = 1 } };
    PhotoAnswers squeezed_answers({ photos, directory, cache, narrow, clock }, {});
    PhotoEndpoint squeezed(squeezed_answers);
    Router squeezed_router(sign_in, { { std::string(rest::photo_path), "GET", Access::anyone, &squeezed } });
    ASSERT_TRUE(narrow.post([&] {
        started.set_value();
        released.wait();
    }));
    started.get_future().wait();
    ASSERT_TRUE(narrow.post([] { }));
    FakeExchange exchange("GET", sadie_url);
    EXPECT_EQ(exchange.answer_of(squeezed_router).status, 503);
    EXPECT_EQ(exchange.header("Retry-After"), "1");
    release.set_value();
}

}
}
