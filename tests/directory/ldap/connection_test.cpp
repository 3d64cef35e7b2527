// Connection and ConnectionPool against a real slapd.
#include "directory/ldap/connection_pool.hpp"

#include "directory/ldap/slapd_fixture.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

namespace likeness::directory::ldap {

namespace {

using test::person_dn;
using test::picture;
using test::SlapdServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;
using namespace std::chrono_literals;

class ConnectionTest : public test::SlapdTest {
protected:
    Connection open() const { return open(options()); }

    static Connection open(LdapOptions const& with)
    {
        auto connection = Connection::open(with);
        if (!connection) throw std::runtime_error(for_operator(connection.error()));
        return *std::move(connection);
    }

    static std::string why_not(LdapOptions const& with)
    {
        auto const connection = Connection::open(with);
        if (connection) return "it could be opened";
        EXPECT_EQ(connection.error().code, Code::ad_unavailable);
        return connection.error().detail;
    }

    static std::vector<std::string> dns_of(Connection& connection, SearchRequest const& request)
    {
        std::vector<std::string> dns;
        auto const end = connection.search(request, [&](LdapEntry&& entry) {
            dns.push_back(entry.dn);
            return true;
        });
        if (!end) throw std::runtime_error(for_operator(end.error()));
        return dns;
    }

    void add_people(std::size_t count) const
    {
        std::string ldif;
        for (std::size_t i = 0; i < count; ++i)
            ldif += test::person_ldif("desk" + std::to_string(i), "Desk", std::to_string(i));
        server->change(ldif);
    }
};

TEST_F(ConnectionTest, ReachesAServerByTlsByStartTlsAndByItsSocket)
{
    for (auto const& url : { server->tls_url(), server->url(), server->socket_url() }) {
        auto with = options();
        with.urls = { url };
        with.start_tls = true;
        auto connection = open(with);
        EXPECT_THAT(
            dns_of(connection, { .base = SlapdServer::base, .filter = Filter::equals("uid", "sadie") }),
            ElementsAre(person_dn("sadie")))
            << url;
    }
}

TEST_F(ConnectionTest, RefusesACertificateOfAnAuthorityThatItIsNotToTrust)
{
    auto with = options();
    with.ca_file = ""; // The system's, which does not know the test's own.
    EXPECT_THAT(why_not(with), HasSubstr("the certificate is of no authority that is trusted"));
    with.urls = { server->url() };
    with.start_tls = true;
    EXPECT_THAT(why_not(with), testing::AllOf(HasSubstr("StartTLS"), HasSubstr("the certificate")));
}

TEST_F(ConnectionTest, VerifiesCertificatesWhateverTheEnvironmentSays)
{
    ::setenv("LDAPTLS_REQCERT", "never", 1);
    auto with = options();
    with.ca_file = "";
    EXPECT_THAT(why_not(with), HasSubstr(server->tls_url()));
}

TEST_F(ConnectionTest, RefusesACertificateOfAnotherHost)
{
    auto with = options();
    // The certificate is for localhost and 127.0.0.1.
    auto const port = server->tls_url().substr(server->tls_url().rfind(':'));
    with.urls = { "ldaps://127.0.0.2" + port };
    EXPECT_NE(why_not(with), "it could be opened");
}

TEST_F(ConnectionTest, SaysWhichFileOfAuthoritiesCannotBeRead)
{
    auto with = options();
    with.ca_file = "/nonexistent/ca.pem";
    EXPECT_THAT(why_not(with), HasSubstr("tls_ca"));
}

TEST_F(ConnectionTest, SaysThatItsOwnSignInWasRefused)
{
    auto with = options();
    with.bind.password = "wrong";
    EXPECT_THAT(why_not(with), testing::AllOf(HasSubstr("sign-in of likeness"), HasSubstr("(49)")));
}

TEST_F(ConnectionTest, SignsInByWhoItIsToTheOperatingSystem)
{
    auto with = options();
    with.urls = { server->socket_url() };
    with.bind = { .method = BindMethod::external };
    auto connection = open(with);
    EXPECT_THAT(dns_of(connection, { .base = SlapdServer::base, .filter = Filter::equals("uid", "sadie") }),
        ElementsAre(person_dn("sadie")));
}

TEST_F(ConnectionTest, KeepsValuesAsTheirBytes)
{
    auto connection = open();
    auto const entry = connection.read(person_dn("sadie"), { "jpegPhoto", "cn" });
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ((*entry)->value("jpegPhoto"), picture);
    EXPECT_EQ((*entry)->value("cn"), "Sadie Daniels");
    EXPECT_FALSE((*entry)->value("mail")) << "it was not asked for";
}

TEST_F(ConnectionTest, ReadsNothingWhereThereIsNoEntry)
{
    auto connection = open();
    auto const entry = connection.read(person_dn("nobody"), { "cn" });
    ASSERT_TRUE(entry);
    EXPECT_FALSE(*entry);
    EXPECT_FALSE(connection.is_broken());
}

TEST_F(ConnectionTest, FailsWhereTheBaseOfASearchIsMissing)
{
    auto connection = open();
    auto const end = connection.search({ .base = "dc=elsewhere" }, [](LdapEntry&&) { return true; });
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Code::ad_unavailable);
    EXPECT_THAT(end.error().detail, HasSubstr("dc=elsewhere"));
    EXPECT_FALSE(connection.is_broken());
}

TEST_F(ConnectionTest, SaysThatThereIsMoreThanWasAskedFor)
{
    auto connection = open();
    for (bool const paged : { false, true }) {
        std::size_t count = 0;
        auto const end = connection.search(
            { .base = SlapdServer::people, .scope = Scope::one_level, .size_max = 1, .paged = paged },
            [&](LdapEntry&&) { return ++count > 0; });
        ASSERT_TRUE(end);
        EXPECT_TRUE(end->more);
        EXPECT_EQ(count, 1u);
    }
    auto const end
        = connection.search({ .base = SlapdServer::people, .scope = Scope::one_level, .size_max = 2 },
            [](LdapEntry&&) { return true; });
    ASSERT_TRUE(end);
    EXPECT_FALSE(end->more) << "there are exactly two";
}

TEST_F(ConnectionTest, ReadsAllPagesOfALargeAnswer)
{
    add_people(limits::entries_per_page_max + 20);
    auto connection = open();
    auto const dns = dns_of(connection,
        { .base = SlapdServer::people, .scope = Scope::one_level, .attributes = { "1.1" }, .paged = true });
    EXPECT_THAT(dns, testing::SizeIs(limits::entries_per_page_max + 22));
}

TEST_F(ConnectionTest, CanBeUsedFurtherAfterASearchWasStopped)
{
    auto connection = open();
    for (int i = 0; i < 3; ++i) {
        auto const end
            = connection.search({ .base = SlapdServer::people, .scope = Scope::one_level, .paged = true },
                [](LdapEntry&&) { return false; });
        ASSERT_TRUE(end);
        EXPECT_TRUE(end->stopped);
    }
    EXPECT_TRUE(connection.answers());
}

TEST_F(ConnectionTest, KnowsWhatTheServerSaysOfItself)
{
    auto connection = open();
    auto const server_says = connection.root_dse();
    ASSERT_TRUE(server_says);
    EXPECT_EQ(server_says->kind, LdapKind::other);
    EXPECT_EQ(server_says->default_base, SlapdServer::base);
    EXPECT_TRUE(server_says->supports("1.2.840.113556.1.4.319"));
    EXPECT_FALSE(server_says->supports("1.2.840.113556.1.4.841"));
}

TEST_F(ConnectionTest, FindsByAnyBytesAtMostWhoHasExactlyThem)
{
    // userPassword compares bytes as they are, and may hold any.
    std::mt19937 random(1); // NOLINT: the same bytes each time
    std::vector<std::string> passwords { "*", "(", ")", "\\", "a*b", "\\2a", std::string(1, '\0'), " ",
        "x)(uid=*" };
    while (passwords.size() < 60) {
        std::string bytes(1 + random() % 12, '\0');
        for (auto& byte : bytes) byte = static_cast<char>(random());
        passwords.push_back(bytes);
    }
    std::string ldif;
    for (std::size_t i = 0; i < passwords.size(); i += 2) // Every second one is somebody's.
        ldif += test::ldif_replace(person_dn("guess" + std::to_string(i)), "userPassword", { passwords[i] });
    for (std::size_t i = 0; i < passwords.size(); i += 2)
        ldif = test::person_ldif("guess" + std::to_string(i), "Guess", "Work") + ldif;
    server->change(ldif);

    auto connection = open();
    for (std::size_t i = 0; i < passwords.size(); ++i) {
        auto const dns = dns_of(connection,
            { .base = SlapdServer::base,
                .filter = Filter::equals("userPassword", passwords[i]),
                .attributes = { "1.1" } });
        if (i % 2 == 0)
            EXPECT_THAT(dns, ElementsAre(person_dn("guess" + std::to_string(i))))
                << escaped_value(passwords[i]);
        else
            EXPECT_THAT(dns, testing::IsEmpty()) << escaped_value(passwords[i]);
    }
}

TEST_F(ConnectionTest, ChangesAndRemovesValues)
{
    auto connection = open();
    std::string const longer(8000, 'p');
    ASSERT_TRUE(connection.modify(person_dn("hope"), { { "jpegPhoto", { picture + longer } } }));
    EXPECT_EQ(connection.read(person_dn("hope"), { "jpegPhoto" }).value().value().value("jpegPhoto"),
        picture + longer);
    ASSERT_TRUE(connection.modify(person_dn("hope"), { { "jpegPhoto", {} } }));
    ASSERT_TRUE(connection.modify(person_dn("hope"), { { "jpegPhoto", {} } })) << "nothing there is no error";
    EXPECT_FALSE(connection.read(person_dn("hope"), { "jpegPhoto" }).value().value().value("jpegPhoto"));
}

TEST_F(ConnectionTest, SaysWhyAChangeFailed)
{
    auto connection = open();
    EXPECT_EQ(connection.modify(person_dn("nobody"), { { "jpegPhoto", {} } }).error().code,
        Code::non_existent_mailbox);
    EXPECT_EQ(connection.modify(person_dn("hope"), { { "noSuchAttribute", { "x" } } }).error().code,
        Code::access_denied);

    auto with = options();
    with.bind.dn = SlapdServer::reader;
    auto reader = open(with);
    auto const refused = reader.modify(person_dn("hope"), { { "jpegPhoto", { picture } } });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::access_denied);
}

TEST_F(ConnectionTest, GivesUpOnAServerThatStopsAnswering)
{
    auto with = options();
    with.answer_time_max = 300ms;
    auto connection = open(with);
    server->pause();
    auto const end = connection.search({ .base = SlapdServer::base }, [](LdapEntry&&) { return true; });
    server->resume();
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Code::ad_unavailable);
    EXPECT_TRUE(connection.is_broken());
    EXPECT_TRUE(connection.timed_out());
}

TEST_F(ConnectionTest, GivesUpOnAServerThatDoesNotBeginToAnswer)
{
    server->pause();
    for (auto const& url : { server->tls_url(), server->url() }) {
        auto with = options();
        with.urls = { url };
        with.start_tls = true;
        with.connect_time_max = 300ms;
        EXPECT_THAT(why_not(with), HasSubstr(url));
    }
    server->resume();
}

TEST_F(ConnectionTest, NoticesThatTheServerIsGone)
{
    auto connection = open();
    server->stop();
    EXPECT_FALSE(connection.answers());
    EXPECT_TRUE(connection.is_broken());
    EXPECT_FALSE(connection.timed_out());
}

// Takes one connection and sends the beginning of a message of a server that then says no more.
class HalfAnswer {
public:
    HalfAnswer()
        : listener_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 1) != 0
            || ::getsockname(listener_, raw, &size) != 0)
            throw std::runtime_error("no socket to listen on");
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] {
            peer_ = ::accept(listener_, nullptr, nullptr);
            char const message[] = "\x30\x50\x02\x01\x01\x61"; // 80 bytes are announced.
            [[maybe_unused]] auto const sent = ::send(peer_, message, 6, MSG_NOSIGNAL);
        });
    }
    ~HalfAnswer()
    {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(peer_);
        ::close(listener_);
    }

    std::string url() const { return "ldap://127.0.0.1:" + std::to_string(port_); }

private:
    int listener_;
    int peer_ = -1;
    unsigned port_ = 0;
    std::jthread thread_;
};

TEST(Connection, GivesUpOnAServerThatStopsInTheMiddleOfAMessage)
{
    HalfAnswer const server;
    LdapOptions const options {
        .name = "half", .urls = { server.url() }, .connect_time_max = 300ms, .answer_time_max = 300ms
    };
    auto const connection = Connection::open(options);
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, Code::ad_unavailable);
}

TEST_F(ConnectionTest, OfThePoolIsUsedAgain)
{
    auto const handle = [&] { return pool().take().value()->handle(); };
    auto const* const before = handle();
    EXPECT_EQ(handle(), before);
    auto const one = pool().take();
    auto const other = pool().take();
    ASSERT_TRUE(one && other);
    EXPECT_EQ(pool().server().value()->default_base, SlapdServer::base);
}

TEST_F(ConnectionTest, OfThePoolIsWaitedForWhileAllAreLent)
{
    auto with = options();
    with.connections_max = 1;
    with.answer_time_max = 200ms;
    ConnectionPool small(with, clock);
    {
        auto const lease = small.take();
        ASSERT_TRUE(lease);
        auto const other = small.take();
        ASSERT_FALSE(other);
        EXPECT_THAT(other.error().detail, HasSubstr("in use"));
    }
    EXPECT_TRUE(small.take());
}

TEST_F(ConnectionTest, OfThePoolGoesToTheNextServerWhereOneFails)
{
    auto with = options();
    with.urls = { "ldaps://localhost:1", server->tls_url() };
    ConnectionPool two(with, clock);
    auto const lease = two.take();
    ASSERT_TRUE(lease) << lease.error().detail;
}

TEST_F(ConnectionTest, OfThePoolIsNotTriedAgainForAWhileAfterItFailed)
{
    server->stop();
    auto const first = pool().take();
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, Code::ad_unavailable);
    server->start();
    EXPECT_FALSE(pool().take()) << "it rests";
    clock.advance(limits::failed_server_rest);
    EXPECT_TRUE(pool().take());
}

TEST_F(ConnectionTest, OfThePoolIsReplacedWhenTheServerWasStartedAnew)
{
    auto const ask
        = [&] { return pool().ask([](ConnectionPool::Lease& lease) { return lease->root_dse(); }); };
    ASSERT_TRUE(ask());
    server->stop();
    server->start();
    EXPECT_TRUE(ask());
}

TEST_F(ConnectionTest, OfThePoolIsTriedBeforeUseWhenItLayIdle)
{
    ASSERT_TRUE(pool().take());
    server->stop();
    server->start();
    clock.advance(limits::idle_time_max);
    auto lease = pool().take();
    ASSERT_TRUE(lease);
    EXPECT_TRUE((*lease)->answers());
}

TEST_F(ConnectionTest, OfThePoolThatFellSilentMakesTheNextCallersFailAtOnce)
{
    auto with = options();
    with.answer_time_max = 300ms;
    ConnectionPool impatient(with, clock);
    auto const ask
        = [&] { return impatient.ask([](ConnectionPool::Lease& lease) { return lease->root_dse(); }); };
    ASSERT_TRUE(ask());
    server->pause();
    ASSERT_FALSE(ask());
    auto const second = ask();
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().detail, HasSubstr("a moment ago"));
    server->resume();
    clock.advance(limits::failed_server_rest);
    EXPECT_TRUE(ask());
}

TEST_F(ConnectionTest, OfThePoolServesManyThreads)
{
    auto& shared = pool(); // Made here, once.
    std::atomic<int> found = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 20; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < 10; ++j) {
                    auto const read = shared.ask([](ConnectionPool::Lease& lease) {
                        return lease->read(person_dn("sadie"), { "cn" });
                    });
                    if (read && *read) ++found;
                }
            });
    }
    EXPECT_EQ(found, 200);
}

}

}
