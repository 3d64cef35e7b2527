// How a client of the public API signs in: what is asked, what is taken, and what is never sent.
#include "likeness/likeness.hpp"

#include "client/soap_texts.hpp"
#include "library/scripted_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::exchange {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::always;
using tests::scripted;
using tests::wants_sign_in;

constexpr auto server = "https://mail.contoso.com";

Client open(ClientOptions options, std::shared_ptr<Transport> transport)
{
    options.transport = std::move(transport);
    auto client = Client::open(server, std::move(options));
    EXPECT_TRUE(client) << (client ? "" : client.failure().message);
    return *std::move(client);
}

using Schemes = std::vector<std::optional<SignInScheme>>;

Schemes schemes_of(std::vector<HttpRequest> const& requests)
{
    Schemes schemes;
    for (auto const& request : requests) schemes.push_back(request.scheme);
    return schemes;
}

// Has no photo for whoever signs in by `scheme`.
std::shared_ptr<tests::ScriptedTransport> takes(SignInScheme scheme, std::vector<std::string> offers)
{
    return scripted([=](HttpRequest const& request) -> Result<HttpResponse> {
        if (request.scheme == scheme) return HttpResponse { .status = 404 };
        return wants_sign_in(offers);
    });
}

}

TEST(SignIn, TakesTheFirstThatIsAllowedAndOfferedAndTellsWhich)
{
    auto const transport = takes(SignInScheme::ntlm, { "Negotiate", "NTLM", "Basic realm=\"x\"" });
    auto client = open({ .user = "sadie", .password = "secret" }, transport);
    EXPECT_EQ(client.scheme(), std::nullopt);
    EXPECT_TRUE(client.get_user_photo("sadie@contoso.com"));
    EXPECT_EQ(client.scheme(), SignInScheme::ntlm);
    EXPECT_EQ(schemes_of(transport->requests), (Schemes { std::nullopt, SignInScheme::ntlm }));
    EXPECT_THAT(transport->requests.at(0).password, IsEmpty());
    EXPECT_EQ(name_of(SignInScheme::ntlm), "NTLM");
}

TEST(SignIn, NeverFallsBackToBasicUnasked)
{
    auto const offers = std::vector<std::string> { "NTLM", "Basic realm=\"x\"" };
    for (bool const may_follow : { false, true }) {
        auto const transport = takes(SignInScheme::basic, offers);
        auto client
            = open({ .user = "sadie", .password = "secret", .basic_may_follow = may_follow }, transport);
        auto const photo = client.get_user_photo("sadie@contoso.com");
        EXPECT_EQ(photo.has_value(), may_follow);
        EXPECT_EQ(transport->requests.back().scheme, may_follow ? SignInScheme::basic : SignInScheme::ntlm);
        if (!photo) {
            EXPECT_EQ(photo.failure().kind, FailureKind::sign_in);
        }
    }
}

TEST(SignIn, SendsAPasswordAtOnceWhereBasicAloneIsAllowed)
{
    auto const transport = takes(SignInScheme::basic, { "Basic" });
    auto client
        = open({ .user = "sadie", .password = "secret", .schemes = { SignInScheme::basic } }, transport);
    EXPECT_TRUE(client.get_user_photo("sadie@contoso.com"));
    EXPECT_EQ(schemes_of(transport->requests), (Schemes { SignInScheme::basic }));
}

TEST(SignIn, AsksForAnotherTokenOnceWhereOneIsRefusedAndSharesItBetweenTheInterfaces)
{
    std::vector<std::optional<std::string>> refused;
    auto const transport = scripted([](HttpRequest const& request) -> Result<HttpResponse> {
        if (request.token != "token-2") return wants_sign_in({ "Bearer" });
        return request.method == "GET" ? HttpResponse { .status = 405 }
                                       : tests::soap(tests::no_photo_response());
    });
    auto client = open({ .token = [&](std::optional<std::string> const& old) -> Result<std::string> {
        refused.push_back(old);
        return "token-" + std::to_string(refused.size());
    } },
        transport);
    auto const photo = client.get_user_photo("sadie@contoso.com");
    ASSERT_TRUE(photo) << photo.failure().message;
    EXPECT_THAT(refused, ElementsAre(std::nullopt, "token-1"));
    EXPECT_EQ(client.scheme(), SignInScheme::bearer);
    std::vector<std::string> tokens;
    for (auto const& request : transport->requests) tokens.push_back(request.token);
    EXPECT_THAT(tokens, ElementsAre("token-1", "token-2", "token-2"));
}

TEST(SignIn, GivesUpWhereTheSecondTokenIsRefusedToo)
{
    int made = 0;
    auto const transport = always(wants_sign_in({ "Bearer" }));
    auto client = open(
        { .token = [&](auto const&) -> Result<std::string> { return std::to_string(++made); } }, transport);
    EXPECT_EQ(client.get_user_photo("sadie@contoso.com").failure().kind, FailureKind::sign_in);
    EXPECT_EQ(made, 2);
    EXPECT_EQ(transport->requests.size(), 2u);
}

TEST(SignIn, HandsOnWhyThereIsNoToken)
{
    auto const transport = always(wants_sign_in({ "Bearer" }));
    auto client = open({ .token = [](auto const&) -> Result<std::string> {
        return Failure { FailureKind::denied, "the tenant gives no token" };
    } },
        transport);
    auto const failure = client.get_user_photo("sadie@contoso.com").failure();
    EXPECT_EQ(failure.kind, FailureKind::denied);
    EXPECT_EQ(failure.message, "the tenant gives no token");
    EXPECT_TRUE(transport->requests.empty());
}

TEST(SignIn, IsRefusedWhereNoneOfTheAllowedWaysCanBeUsed)
{
    for (auto const scheme : { SignInScheme::basic, SignInScheme::ntlm, SignInScheme::bearer }) {
        auto const client = Client::open(server, { .schemes = { scheme } });
        ASSERT_FALSE(client) << name_of(scheme);
        EXPECT_EQ(client.failure().kind, FailureKind::invalid_request);
    }
    EXPECT_TRUE(Client::open(server, { .schemes = { SignInScheme::negotiate } }));
}

TEST(SignIn, IsRefusedForAPasswordThatIsNobodys)
{
    auto const named = Client::open(server, { .password = "secret" });
    ASSERT_FALSE(named);
    EXPECT_EQ(named.failure().kind, FailureKind::invalid_request);
    auto const made_up = Client::open(Server { .url = server }, { .password = "secret" });
    ASSERT_FALSE(made_up);
    EXPECT_EQ(made_up.failure().kind, FailureKind::invalid_request);
    EXPECT_TRUE(
        Client::open(Server { .url = server, .user = "sadie@contoso.com" }, { .password = "secret" }));
}

TEST(SignIn, SendsNothingOfAnybodyWhereNobodySignsIn)
{
    auto const transport = always(wants_sign_in({ "Negotiate", "Basic" }));
    auto client = open({}, transport);
    EXPECT_EQ(client.get_user_photo("sadie@contoso.com").failure().kind, FailureKind::sign_in);
    EXPECT_EQ(schemes_of(transport->requests), (Schemes { std::nullopt }));
    EXPECT_EQ(client.scheme(), std::nullopt);
}

TEST(Client, TellsWhatTheServerHasCalledItself)
{
    auto client = open({},
        always(tests::soap(
            tests::of_build(tests::refused_message("ResolveNames", "ErrorNameResolutionNoResults"), 15, 1))));
    EXPECT_EQ(client.server_version(), std::nullopt);
    EXPECT_TRUE(client.resolve_name("sadie"));
    EXPECT_EQ(client.server_version(), (ServerVersion { .major = 15, .minor = 1, .schema = "Exchange2016" }));
}

}
