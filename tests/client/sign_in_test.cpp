#include "client/http/http_failure.hpp"
#include "client/http/ntlm_password.hpp"
#include "client/http/sign_in_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using testing::ElementsAre;
using Schemes = std::vector<SignInScheme>;

std::vector<std::string> names_in(std::vector<std::string> const& headers)
{
    std::vector<std::string> names;
    for (auto const& challenge : read_challenges(headers)) names.push_back(challenge.scheme);
    return names;
}

SignInMeans means(Schemes schemes)
{
    return { { .schemes = std::move(schemes) }, Credentials { "sadie@contoso.com", "secret" } };
}

// A server that offers some schemes, takes some, and remembers what it was sent.
struct Server {
    std::vector<std::string> offers;
    Schemes takes;
    std::vector<HttpRequest> sent {};

    Outcome<HttpAnswer> operator()(HttpRequest const& request)
    {
        sent.push_back(request);
        bool const is_in
            = request.sign_in && std::ranges::find(takes, request.sign_in->scheme) != takes.end();
        HttpAnswer answer { .status = is_in ? 200 : 401 };
        answer.challenges = offers;
        return answer;
    }

    std::vector<std::string> tried() const
    {
        std::vector<std::string> names;
        for (auto const& request : sent)
            names.push_back(request.sign_in ? std::string(name_of(request.sign_in->scheme)) : "nobody");
        return names;
    }
};

HttpRequest post()
{
    return { .method = Method::post,
        .url = parse_url("https://mail.contoso.com/EWS/Exchange.asmx").value(),
        .body = "all of it" };
}

}

TEST(Challenges, AreReadFromLinesOfTheirOwnAndFromJoinedOnes)
{
    struct Case {
        std::vector<std::string> headers;
        std::vector<std::string> names;
    };
    for (auto const& [headers, names] : std::vector<Case> {
             { { "Negotiate", "NTLM", "Basic realm=\"contoso\"" }, { "Negotiate", "NTLM", "Basic" } },
             { { "Negotiate, NTLM, Basic realm=\"a, Digest b\", Bearer" },
                 { "Negotiate", "NTLM", "Basic", "Bearer" } },
             { { "basic REALM = \"x\\\"y\" , nTLM" }, { "basic", "nTLM" } },
             { { "Bearer client_id=\"0002\", trusted_issuers=\"a,b\", authorization_uri=\"https://x/?a=b\"" },
                 { "Bearer" } },
             { { "Basic realm=contoso one, NTLM" }, { "Basic", "NTLM" } },
             { { "Basic Realm=\"\"" }, { "Basic" } },
             { { ", ,Basic realm=x,," }, { "Basic" } },
             { { "realm=\"x\"" }, {} },
             { { "" }, {} },
             { { "=" }, {} },
             { { "Basic realm=\"never closed, NTLM" }, { "Basic" } },
         })
        EXPECT_EQ(names_in(headers), names) << headers.front();
}

TEST(Challenges, KeepTheTokenOfAHandshake)
{
    EXPECT_THAT(read_challenges({ "NTLM TlRMTVNTUAACAAAA==, Basic realm=\"x\"" }),
        ElementsAre(
            Challenge { "NTLM", "TlRMTVNTUAACAAAA==", {} }, Challenge { "Basic", "", { { "realm", "x" } } }));
}

TEST(Challenges, KeepTheirParameters)
{
    auto const challenges
        = read_challenges({ "Bearer client_id=\"0002\", trusted_issuers=\"a@b,c@*\", "
                            "AUTHORIZATION_URI=\"https://x/?a=b,\\\"c\\\"\", error=invalid_token , Basic" });
    ASSERT_EQ(challenges.size(), 2u);
    EXPECT_EQ(challenges[0].parameter("client_id"), "0002");
    EXPECT_EQ(challenges[0].parameter("trusted_issuers"), "a@b,c@*");
    EXPECT_EQ(challenges[0].parameter("authorization_uri"), "https://x/?a=b,\"c\"");
    EXPECT_EQ(challenges[0].parameter("error"), "invalid_token");
    EXPECT_EQ(challenges[0].parameter("realm"), "");
    EXPECT_THAT(challenges[1].parameters, testing::IsEmpty());
}

TEST(SignInChoice, TakesTheFirstOfOursThatIsOffered)
{
    auto const offered = read_challenges({ "Basic realm=\"x\"", "NTLM", "Negotiate" });
    using enum SignInScheme;
    EXPECT_EQ(choose_scheme(means({ ntlm, basic }), offered, {}), ntlm);
    EXPECT_EQ(choose_scheme(means({ negotiate, ntlm, basic }), offered, {}), negotiate);
    EXPECT_EQ(choose_scheme(means({ bearer, basic }), offered, {}), basic) << "there is no token";
    EXPECT_FALSE(choose_scheme(means({ bearer }), offered, {}));
    EXPECT_FALSE(choose_scheme({ { .schemes = { basic, ntlm } }, std::nullopt }, offered, {}));
}

TEST(SignInChoice, LetsBasicFollowNothingThatKeepsThePassword)
{
    auto const offered = read_challenges({ "Negotiate, NTLM, Basic realm=\"x\"" });
    using enum SignInScheme;
    EXPECT_FALSE(choose_scheme(means({ ntlm, basic }), offered, { ntlm }));
    EXPECT_EQ(choose_scheme(means({ negotiate, ntlm, basic }), offered, { negotiate }), ntlm);
    EXPECT_FALSE(choose_scheme(means({ negotiate, ntlm, basic }), offered, { negotiate, ntlm })) << "a third";
    auto falling_back = means({ ntlm, basic });
    falling_back.options.may_fall_back_to_basic = true;
    EXPECT_EQ(choose_scheme(falling_back, offered, { ntlm }), basic);
}

TEST(SignInSession, AsksWhatIsOfferedWithoutTheBodyAndThenSignsIn)
{
    Server server { .offers = { "NTLM", "Basic realm=\"x\"" }, .takes = { SignInScheme::ntlm } };
    SignInSession session(means({ SignInScheme::ntlm, SignInScheme::basic }));
    auto const answer = session.ask(post(), std::ref(server));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_THAT(server.tried(), ElementsAre("nobody", "NTLM"));
    EXPECT_EQ(server.sent[0].body, "");
    EXPECT_EQ(server.sent[1].body, "all of it");
    EXPECT_EQ(session.taken(), SignInScheme::ntlm);
    // What was taken is used at once.
    ASSERT_TRUE(session.ask(post(), std::ref(server)));
    EXPECT_THAT(server.tried(), ElementsAre("nobody", "NTLM", "NTLM"));
}

TEST(SignInSession, SendsTheOnlySchemeAtOnce)
{
    Server server { .offers = {}, .takes = { SignInScheme::basic } };
    SignInSession session(means({ SignInScheme::basic }));
    ASSERT_TRUE(session.ask(post(), std::ref(server)));
    EXPECT_THAT(server.tried(), ElementsAre("Basic"));
}

TEST(SignInSession, DoesNotSendThePasswordAfterARefusedNtlm)
{
    Server server { .offers = { "NTLM", "Basic realm=\"x\"" }, .takes = { SignInScheme::basic } };
    SignInSession session(means({ SignInScheme::ntlm, SignInScheme::basic }));
    EXPECT_EQ(session.ask(post(), std::ref(server))->status, 401);
    EXPECT_THAT(server.tried(), ElementsAre("nobody", "NTLM"));
    EXPECT_THAT(session.tried(), ElementsAre(SignInScheme::ntlm));
}

TEST(SignInSession, SignsInNowhereThatOffersNothingOfOurs)
{
    Server server { .offers = { "Basic realm=\"x\"" }, .takes = { SignInScheme::basic } };
    SignInSession session(means({ SignInScheme::negotiate, SignInScheme::ntlm }));
    EXPECT_EQ(session.ask(post(), std::ref(server))->status, 401);
    EXPECT_THAT(server.tried(), ElementsAre("nobody"));
}

TEST(SignInSession, AsksOnceForAnotherTokenWhereOneIsRefused)
{
    std::vector<std::optional<std::string>> rejected;
    SignInOptions options { .schemes = { SignInScheme::bearer },
        .token = [&](std::optional<std::string> const& token) -> Outcome<std::string> {
            rejected.push_back(token);
            return "token-" + std::to_string(rejected.size());
        } };
    SignInSession session({ options, std::nullopt });
    std::vector<std::string> sent;
    auto const answer = session.ask(post(), [&](HttpRequest const& request) -> Outcome<HttpAnswer> {
        sent.push_back(request.sign_in->token);
        return HttpAnswer { .status = 401 };
    });
    EXPECT_EQ(answer->status, 401);
    EXPECT_THAT(sent, ElementsAre("token-1", "token-2"));
    EXPECT_THAT(rejected, ElementsAre(std::nullopt, "token-1"));
}

TEST(SignInSession, DoesNotSendARefusedTokenAgain)
{
    SignInOptions options { .schemes = { SignInScheme::bearer },
        .token = [](auto const&) -> Outcome<std::string> { return "the-only-one"; } };
    SignInSession session({ options, std::nullopt });
    Server server { .offers = { "Bearer" }, .takes = {} };
    EXPECT_EQ(session.ask(post(), std::ref(server))->status, 401);
    EXPECT_THAT(server.tried(), ElementsAre("Bearer"));
}

TEST(SignInSession, SendsNoTokenThatWouldBreakAHeader)
{
    for (std::string const token : { "", "two words", "line\r\nX-More: yes", "t\xC3\xB6ken" }) {
        SignInOptions options { .schemes = { SignInScheme::bearer },
            .token = [&](auto const&) -> Outcome<std::string> { return token; } };
        SignInSession session({ options, std::nullopt });
        Server server { .offers = { "Bearer" }, .takes = { SignInScheme::bearer } };
        auto const answer = session.ask(post(), std::ref(server));
        ASSERT_FALSE(answer) << token;
        EXPECT_EQ(answer.error().kind, FailureKind::invalid_request);
        EXPECT_THAT(server.sent, testing::IsEmpty());
    }
}

TEST(SignInSession, DoesNotTakeABusyServersAnswerForBeingLetIn)
{
    for (int const status : { 407, 429, 503 }) {
        SignInSession session(means({ SignInScheme::basic }));
        auto const answer = session.ask(post(),
            [&](HttpRequest const&) -> Outcome<HttpAnswer> { return HttpAnswer { .status = status }; });
        ASSERT_TRUE(answer);
        EXPECT_FALSE(session.taken()) << status;
    }
}

TEST(SignInSession, FailsWithTheSourceOfTokens)
{
    SignInOptions options { .schemes = { SignInScheme::bearer },
        .token = [](auto const&) -> Outcome<std::string> {
            return fail(FailureKind::invalid_request, "no token");
        } };
    SignInSession session({ options, std::nullopt });
    auto const answer = session.ask(
        post(), [](HttpRequest const&) -> Outcome<HttpAnswer> { return HttpAnswer { .status = 200 }; });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "no token");
}

TEST(NtlmPassword, IsWrittenInIso8859)
{
    EXPECT_EQ(ntlm_password("correct horse"), "correct horse");
    EXPECT_EQ(ntlm_password("p\xC3\xA4ss \xC2\xA3\xC3\xBF"), "p\xE4ss \xA3\xFF");
    EXPECT_EQ(ntlm_password("\xE4 is no UTF-8"), "\xE4 is no UTF-8");
    EXPECT_EQ(ntlm_password("\xC4\x80"), std::nullopt) << "U+0100";
    EXPECT_EQ(ntlm_password("5 \xE2\x82\xAC"), std::nullopt) << "U+20AC";
}

TEST(Refusal, NamesWhatWasRefused)
{
    using enum SignInScheme;
    struct Case {
        SignInScheme scheme;
        std::string challenge;
        std::string missing_ticket;
        std::string message;
        std::string detail;
    };
    std::string const extended
        = "the server may also require Extended Protection, or a proxy before it may part the "
          "steps of a sign-in: both take another one";
    for (auto const& [scheme, challenge, missing_ticket, message, detail] : std::vector<Case> {
             { basic, "Basic", "", "mail refuses the user name or the password (401, Basic)", "" },
             { ntlm, "NTLM", "", "mail refuses the user name or the password (401, NTLM)", extended },
             { negotiate, "Negotiate", "", "mail refuses the Kerberos ticket (401, Negotiate)", extended },
             { negotiate, "Negotiate", "expired", "there is no Kerberos ticket for mail (401, Negotiate)",
                 "expired" },
             { bearer, "Bearer", "", "mail refuses the token (401, Bearer)", "" },
             { bearer, "Bearer error=\"invalid_token\", error_description=\"too old\"", "",
                 "mail refuses the token (401, Bearer)", "invalid_token: too old" },
         }) {
        HttpAnswer const answer {
            .status = 401, .challenges = { challenge }, .missing_ticket = missing_ticket
        };
        auto const failure
            = fail_with_status(answer, { .host = "mail", .with_credentials = true, .tried = { scheme } })
                  .value();
        EXPECT_EQ(failure.kind, FailureKind::sign_in);
        EXPECT_EQ(failure.message, message);
        EXPECT_EQ(failure.detail, detail);
    }
}

TEST(Refusal, NamesWhatIsOfferedAndWhereTokensComeFrom)
{
    HttpAnswer const answer { .status = 401,
        .challenges
        = { "Bearer client_id=\"1\", trusted_issuers=\"a,b\", authorization_uri=\"https://login/?a=b,c\"",
            "NTLM, Basic realm=\"x\"" } };
    auto const failure = fail_with_status(answer, { .host = "mail", .with_credentials = true }).value();
    EXPECT_EQ(failure.message, "mail does not offer a sign-in that may be used (401)");
    EXPECT_EQ(failure.detail, "Bearer (tokens from https://login/?a=b,c), NTLM, Basic");
}

TEST(SignInSession, IsAnonymousWithoutAnythingToSignInWith)
{
    Server server { .offers = { "Basic realm=\"x\"" }, .takes = {} };
    SignInSession session({ {}, std::nullopt });
    EXPECT_EQ(session.ask(post(), std::ref(server))->status, 401);
    ASSERT_EQ(server.sent.size(), 1u);
    EXPECT_EQ(server.sent[0].body, "all of it");
}

}
