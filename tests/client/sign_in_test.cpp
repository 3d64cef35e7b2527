#include "client/sign_in_session.hpp"

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
        ElementsAre(Challenge { "NTLM", "TlRMTVNTUAACAAAA==" }, Challenge { "Basic", "" }));
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

TEST(SignInSession, FailsWithTheSourceOfTokens)
{
    SignInOptions options { .schemes = { SignInScheme::bearer },
        .token = [](auto const&) -> Outcome<std::string> { return fail(FailureKind::invalid_request, "no token"); } };
    SignInSession session({ options, std::nullopt });
    auto const answer = session.ask(
        post(), [](HttpRequest const&) -> Outcome<HttpAnswer> { return HttpAnswer { .status = 200 }; });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "no token");
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
