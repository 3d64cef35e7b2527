// Our client against our server in one process, over real sockets.
#include "client/photos/cached_photo.hpp"
#include "client/photos/photo_client.hpp"
#include "end_to_end/command_line.hpp"
#include "end_to_end/running_server.hpp"
#include "identity/password_hash.hpp"
#include "service/remove_user_photo.hpp"
#include "service/set_user_photo.hpp"

#include "apps/likeness/serve/demo_pictures/pictures.hpp"

#include <fmt/format.h>

namespace likeness::tests {
namespace {

using namespace std::chrono_literals;

EmailAddress const sadie = EmailAddress::parse("sadie@contoso.com").value();

client::PhotoClient client_for(std::string const& url, std::optional<client::Credentials> credentials,
    std::filesystem::path const& ca_file = {})
{
    auto const endpoint = client::parse_url(url).and_then(client::photo_endpoint).value();
    return client::PhotoClient::open(
        { .endpoint = endpoint, .credentials = std::move(credentials), .transport = { .ca_file = ca_file } })
        .value();
}

client::Credentials const demo_credentials { app::demo_user, app::demo_password };

// Asks until the answer is as wished: another process's change is heard of by polling. Gives up after ten seconds.
bool comes_true(std::function<bool()> const& wish)
{
    for (auto const start = std::chrono::steady_clock::now();
        std::chrono::steady_clock::now() - start < 10s;) {
        if (wish()) return true;
        std::this_thread::sleep_for(2ms);
    }
    return false;
}

class ClientAndServer : public testing::Test {
protected:
    RunningServer server;
    client::PhotoClient client = client_for(server.url(), demo_credentials);

    client::FetchedPhoto fetch(PhotoSize size = PhotoSize::hr96x96)
    {
        auto fetched = client::get_user_photo(client, { sadie, size });
        if (!fetched) throw std::runtime_error(fetched.error().message);
        return std::move(*fetched);
    }
    client::FailureKind failure(client::PhotoClient& asker)
    {
        auto const fetched = client::get_user_photo(asker, { sadie, PhotoSize::hr96x96 });
        if (fetched) throw std::runtime_error("it did not fail");
        return fetched.error().kind;
    }

    SystemClock clock;
    Principal const admin { .role = Role::admin };
};

TEST_F(ClientAndServer, EverySizeArrivesAndTheSecondTimeComesOutOfTheCache)
{
    auto cache = client::PhotoCache::open(server.folder() / "cache").value();
    for (auto const size : photo_sizes) {
        auto const first = client::get_user_photo(client, cache, { sadie, size }).value();
        ASSERT_TRUE(first.photo);
        EXPECT_FALSE(first.is_unchanged);
        auto const second = client::get_user_photo(client, cache, { sadie, size }).value();
        EXPECT_TRUE(second.is_unchanged);
        EXPECT_EQ(second.photo, first.photo);
    }
}

TEST_F(ClientAndServer, AChangeByAnotherProcessShowsAtOnce)
{
    auto const before = fetch().photo.value();
    service::EntityTags const tags(server.data().key());
    service::PhotoPolicy const policy;
    Principal const operator_account { .address = sadie, .role = Role::admin };
    ASSERT_TRUE(service::set_user_photo({ sadie, app::hope_picture() }, operator_account,
        { server.data().people(), server.data().photos(), server.renderer(), tags, clock, policy }));
    EXPECT_TRUE(comes_true([&] { return fetch().photo->validator != before.validator; }));

    ASSERT_TRUE(service::remove_user_photo(sadie, service::Removal::leave_nothing, operator_account,
        { server.data().people(), server.data().photos(), clock }));
    EXPECT_TRUE(comes_true([&] { return !fetch().photo; }));
}

TEST_F(ClientAndServer, SomebodyWhoIsHiddenIsGoneForAllButAdmins)
{
    ASSERT_TRUE(fetch().photo);
    auto person = server.data().people().find(sadie).value().value();
    person.visibility = Visibility::hidden;
    ASSERT_TRUE(server.data().people().update({ person, std::nullopt }));
    EXPECT_TRUE(comes_true([&] { return !fetch().photo; }));
    ASSERT_TRUE(server.data().accounts().set_role(sadie, Role::admin));
    EXPECT_TRUE(comes_true([&] { return fetch().photo.has_value(); }));
}

TEST_F(ClientAndServer, ANewAddressIsFoundWhereNobodyWasBefore)
{
    auto const second = EmailAddress::parse("s.daniels@contoso.com").value();
    auto const asked = [&] {
        return client::get_user_photo(client, { second, PhotoSize::hr96x96 }).value().photo.has_value();
    };
    EXPECT_FALSE(asked());
    auto person = server.data().people().find(sadie).value().value();
    person.addresses.push_back(second);
    ASSERT_TRUE(server.data().people().update({ person, std::nullopt }));
    EXPECT_TRUE(comes_true(asked));
}

TEST_F(ClientAndServer, ANewPasswordCountsAtOnceAndTheOldOneNoLonger)
{
    ASSERT_TRUE(fetch().photo);
    auto const hash = identity::hash_password("another", { .passes = 1, .memory_bytes = 8192 }).value();
    ASSERT_TRUE(server.data().accounts().set_password(sadie, hash, Role::user));
    EXPECT_TRUE(comes_true([&] {
        auto const fetched = client::get_user_photo(client, { sadie, PhotoSize::hr96x96 });
        return !fetched && fetched.error().kind == client::FailureKind::sign_in;
    }));
    auto renewed = client_for(server.url(), client::Credentials { app::demo_user, "another" });
    EXPECT_TRUE(comes_true(
        [&] { return client::get_user_photo(renewed, { sadie, PhotoSize::hr96x96 }).has_value(); }));
}

TEST_F(ClientAndServer, ASignInTakesEveryFormOfALogin)
{
    for (auto const* const login :
        { "sadie@contoso.com", "SADIE@Contoso.com", "CONTOSO\\sadie", "contoso.com\\Sadie", "sadie" }) {
        auto asker = client_for(server.url(), client::Credentials { login, app::demo_password });
        EXPECT_TRUE(client::get_user_photo(asker, { sadie, PhotoSize::hr96x96 })) << login;
    }
    auto stranger = client_for(server.url(), client::Credentials { "FABRIKAM\\sadie", app::demo_password });
    EXPECT_EQ(failure(stranger), client::FailureKind::sign_in);
}

TEST(AnonymousPhotos, AreServedWhereThatIsSwitchedOnAsTheFoundingDocumentsSampleExpects)
{
    RunningServer server([](app::PhotoServerOptions& options) { options.anonymous_photos = true; });
    auto asker = client_for(server.url(), std::nullopt);
    EXPECT_TRUE(client::get_user_photo(asker, { sadie, PhotoSize::hr240x240 }).value().photo);
}

TEST(AnonymousPhotos, AreRefusedByDefault)
{
    RunningServer server;
    auto asker = client_for(server.url(), std::nullopt);
    EXPECT_EQ(client::get_user_photo(asker, { sadie, PhotoSize::hr240x240 }).error().kind,
        client::FailureKind::sign_in);
}

TEST(TlsServer, IsBelievedWithItsAuthorityAndNotWithout)
{
    test::TemporaryFolder const folder;
    auto const file = [&](std::string const& name) { return (folder.path() / name).string(); };
    ASSERT_EQ(run(fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                              "-subj /CN=localhost "
                              "-addext subjectAltName=IP:127.0.0.1 -keyout '{}' -out '{}'",
                      file("key.pem"), file("certificate.pem")))
                  .status,
        0);
    RunningServer server([&](app::PhotoServerOptions& options) {
        options.listeners = { { .address = "127.0.0.1", .tls = true }, { .address = "127.0.0.1" } };
        options.tls = http::TlsFiles { file("certificate.pem"), file("key.pem") };
    });
    ASSERT_TRUE(server.url().starts_with("https://"));
    auto trusting = client_for(server.url(), demo_credentials, file("certificate.pem"));
    EXPECT_TRUE(client::get_user_photo(trusting, { sadie, PhotoSize::hr240x240 }).value().photo);
    auto doubting = client_for(server.url(), demo_credentials);
    EXPECT_EQ(client::get_user_photo(doubting, { sadie, PhotoSize::hr240x240 }).error().kind,
        client::FailureKind::tls);
    auto plain = client_for(server.url(1), demo_credentials);
    EXPECT_TRUE(client::get_user_photo(plain, { sadie, PhotoSize::hr240x240 }).value().photo);
}

TEST(PhotoServer, RefusesToCarryPasswordsReadablyOverANetwork)
{
    test::TemporaryFolder const folder;
    app::PhotoServerOptions options { .data = folder.path() / "data",
        .listeners = { { .address = "0.0.0.0" } } };
    auto const refused = app::PhotoServer::open(options);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("--allow-insecure-http"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(options.data));
    options.listeners = { { .address = "127.0.0.1", .tls = true } };
    EXPECT_NE(app::PhotoServer::open(options).error().message.find("--tls-cert"), std::string::npos);
}

}
}
