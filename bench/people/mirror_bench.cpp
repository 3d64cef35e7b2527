// A mirror of a large OpenLDAP, from nothing into the database: entries a second, and who is busy - slapd, our reading,
// or our writing. Then the same once more with nothing new, and what a few changes cost.
//
//   mirror_bench [PEOPLE] [THUMBNAIL-BYTES]
#include "base/base64.hpp"
#include "base/keyed_hash.hpp"
#include "directory/ldap/directory_sync.hpp"
#include "directory/ldif.hpp"
#include "directory/slapd_server.hpp"
#include "measured.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <cstdio>
#include <cstdlib>
#include <random>

using namespace likeness;

namespace {

/// Seconds of CPU, so far.
double cpu_seconds_of(pid_t process)
{
    auto const stat = test::text_of("/proc/" + std::to_string(process) + "/stat");
    // utime and stime are the 14th and 15th word; the second one ends with the last parenthesis.
    std::istringstream words(stat.substr(stat.rfind(')') + 1));
    std::string skipped;
    for (int word = 3; word < 14; ++word) words >> skipped;
    double user = 0;
    double system = 0;
    words >> user >> system;
    return (user + system) / double(::sysconf(_SC_CLK_TCK));
}

/// Adds up what writing costs.
class TimedMirror final : public DirectoryMirror {
public:
    explicit TimedMirror(DirectoryMirror& mirror)
        : mirror_(mirror)
    {
    }

    Result<std::optional<std::string>> cookie(std::string_view source) override
    {
        return mirror_.cookie(source);
    }
    Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) override
    {
        auto const cpu = bench::cpu_microseconds();
        auto const wall = bench::wall_microseconds();
        auto result = mirror_.apply(source, batch);
        cpu_seconds += (bench::cpu_microseconds() - cpu) / 1e6;
        wall_seconds += (bench::wall_microseconds() - wall) / 1e6;
        return result;
    }
    Result<std::vector<PersonId>> people_of(std::string_view source) override
    {
        return mirror_.people_of(source);
    }
    Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) override
    {
        return mirror_.put_thumbnail(person, thumbnail);
    }

    double cpu_seconds = 0;
    double wall_seconds = 0;

private:
    DirectoryMirror& mirror_;
};

std::string name_of(std::size_t number)
{
    return "desk" + std::to_string(number);
}

// Pictures of noise, as JPEGs are for whoever compresses or compares them.
std::string picture(std::mt19937_64& random, std::size_t size)
{
    std::string bytes(size, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    return bytes.replace(0, 3, "\xFF\xD8\xFF");
}

void fill(test::SlapdServer& server, std::size_t people, std::size_t thumbnail_bytes)
{
    auto const file = server.folder() / "people.ldif";
    std::mt19937_64 random(7);
    {
        std::ofstream ldif(file);
        for (std::size_t n = 1; n <= people; ++n) {
            auto const name = name_of(n);
            ldif << "dn: uid=" << name << "," << test::SlapdServer::people
                 << "\nobjectClass: inetOrgPerson\nuid: " << name << "\ncn: " << name
                 << "\nsn: Desk\ngivenName: " << name << "\nmail: " << name
                 << "@contoso.com\ntitle: Engineer\nroomNumber: B " << n % 100 << "\n"
                 << test::ldif_line("jpegPhoto", picture(random, thumbnail_bytes)) << "\n";
        }
    }
    server.stop();
    server.load(file);
    server.start();
    std::filesystem::remove(file);
}

class Measurement {
public:
    Measurement(test::SlapdServer& server, TimedMirror& mirror)
        : server_(server)
        , mirror_(mirror)
    {
    }

    void run(char const* what, directory::ldap::DirectorySync& sync, directory::ldap::SyncByHand by_hand = {})
    {
        mirror_.cpu_seconds = mirror_.wall_seconds = 0;
        auto const slapd = cpu_seconds_of(server_.process_id());
        auto const cpu = bench::cpu_microseconds();
        auto const wall = bench::wall_microseconds();
        auto const summary = sync.run_once(by_hand, {});
        if (!summary) throw std::runtime_error(for_operator(summary.error()));
        auto const seconds = (bench::wall_microseconds() - wall) / 1e6;
        std::printf("%-26s %7zu people in %7.2f s (%6.0f a second); CPU: slapd %6.2f s, reading %6.2f s, "
                    "writing %6.2f s of "
                    "%6.2f s\n",
            what, summary->found, seconds, double(summary->found) / seconds,
            cpu_seconds_of(server_.process_id()) - slapd,
            (bench::cpu_microseconds() - cpu) / 1e6 - mirror_.cpu_seconds, mirror_.cpu_seconds,
            mirror_.wall_seconds);
    }

private:
    test::SlapdServer& server_;
    TimedMirror& mirror_;
};

std::string changes(std::size_t count)
{
    std::string ldif;
    for (std::size_t n = 1; n <= count; ++n)
        ldif += test::ldif_replace(
            "uid=" + name_of(n) + "," + test::SlapdServer::people, "title", { "Chief engineer" });
    return ldif;
}

void measure(std::size_t people, std::size_t thumbnail_bytes)
{
    test::SlapdServer server;
    fill(server, people, thumbnail_bytes);
    test::TemporaryFolder const folder;
    auto const data = storage::DataDirectory::open(folder.path() / "data", storage::OpenMode::create).value();
    TimedMirror mirror(data->mirror());
    SystemClock const clock;
    auto const key = base::random_key();
    directory::ldap::LdapOptions const options { .name = "contoso",
        .urls = { server.socket_url() },
        .bind = { .method = directory::ldap::BindMethod::simple,
            .dn = test::SlapdServer::admin,
            .password = test::SlapdServer::password },
        .entity_tag = [key](PersonId const& person, base::ByteView bytes) {
            return base::hex_of(base::keyed_hash(key, { person.bytes, bytes }), 8);
        } };
    directory::ldap::DirectorySync sync(options, {}, mirror, clock, {});
    Measurement measurement(server, mirror);
    measurement.run("everything, from nothing", sync);
    measurement.run("everything, nothing new", sync, { .everything = true });
    measurement.run("changes, none", sync);
    server.change(changes(100));
    measurement.run("changes, a hundred", sync);
    std::printf("memory: %zu MiB of our own, %zu MiB at most with what is mapped of the database\n",
        bench::status_bytes("RssAnon") >> 20, bench::peak_bytes() >> 20);
}

}

int main(int count, char** words)
{
    if (auto const reason = test::SlapdServer::missing()) {
        std::fprintf(stderr, "mirror_bench: %s\n", reason->c_str());
        return 1;
    }
    measure(count > 1 ? std::strtoul(words[1], nullptr, 10) : 100'000,
        count > 2 ? std::strtoul(words[2], nullptr, 10) : 8'192);
}
