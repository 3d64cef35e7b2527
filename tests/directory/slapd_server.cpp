#include "directory/slapd_server.hpp"

#include "directory/ldif.hpp"
#include "directory/server_certificate.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace likeness::test {

namespace {

// A port that nobody has now.
unsigned free_port()
{
    int const probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bool const found = ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0
        && ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(probe);
    if (!found) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

std::string first_entries()
{
    auto const unit = [](std::string const& dn, std::string const& name) {
        return ldif_entry(dn, { { "objectClass", "organizationalUnit" }, { "ou", name } });
    };
    return ldif_entry(SlapdServer::base,
               { { "objectClass", "dcObject" }, { "objectClass", "organization" }, { "o", "Contoso" },
                   { "dc", "contoso" } })
        + unit(SlapdServer::people, "people") + unit(SlapdServer::groups, "groups")
        + ldif_entry(SlapdServer::reader,
            { { "objectClass", "organizationalRole" }, { "objectClass", "simpleSecurityObject" },
                { "cn", "reader" }, { "userPassword", SlapdServer::password } });
}

}

std::optional<std::string> SlapdServer::missing()
{
    for (auto const* const program : { "slapd", "slapadd", "ldapmodify", "openssl" })
        if (program_path(program).empty()) return std::string(program) + " is not installed";
    return std::nullopt;
}

SlapdServer::SlapdServer(SlapdOptions const& options)
    : log_level_(options.log_level)
    , port_(free_port())
    , tls_port_(free_port())
{
    make_server_certificate(folder_.path());
    std::filesystem::create_directory(folder_.path() / "data");
    write_config(options);
    start();
    change(first_entries());
}

void SlapdServer::write_config(SlapdOptions const& options) const
{
    auto const in_folder = [this](char const* name) { return (folder_.path() / name).string(); };
    std::ofstream config(folder_.path() / "slapd.conf");
    for (auto const* const schema : { "core", "cosine", "inetorgperson", "misc" })
        config << "include /etc/ldap/schema/" << schema << ".schema\n";
    config
        << "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload syncprov\n"
        << "TLSCACertificateFile " << in_folder("ca.pem") << "\nTLSCertificateFile "
        << in_folder("server.pem") << "\nTLSCertificateKeyFile " << in_folder("server.key") << "\n"
        << options.global_config << "\ndatabase mdb\nmaxsize 8589934592\nsuffix " << base << "\nrootdn "
        << admin << "\nrootpw \"" << password << "\"\ndirectory "
        << in_folder("data")
        // A server that is thrown away need not outlive a power cut.
        << "\ndbnosync\nindex objectClass,entryUUID,entryCSN eq\nindex mail,cn,sn,givenName,uid eq,sub,pres\n"
        << options.database_config << "\n";
    if (options.syncprov) config << "overlay syncprov\nsyncprov-checkpoint 100 1\nsyncprov-sessionlog 1000\n";
}

std::string SlapdServer::url() const
{
    return "ldap://localhost:" + std::to_string(port_);
}

std::string SlapdServer::tls_url() const
{
    return "ldaps://localhost:" + std::to_string(tls_port_);
}

std::string SlapdServer::socket_url() const
{
    std::string escaped;
    for (char const letter : (folder_.path() / "ldapi").string())
        escaped += letter == '/' ? "%2F" : std::string(1, letter);
    return "ldapi://" + escaped;
}

std::filesystem::path SlapdServer::ca_file() const
{
    return folder_.path() / "ca.pem";
}

void SlapdServer::change(std::string_view ldif) const
{
    must_run({ "ldapmodify", "-x", "-H", socket_url(), "-D", admin, "-w", password }, ldif);
}

void SlapdServer::load(std::filesystem::path const& ldif) const
{
    must_run({ program_path("slapadd"), "-q", "-w", "-f", (folder_.path() / "slapd.conf").string(), "-l",
        ldif.string() });
}

void SlapdServer::stop()
{
    process_.reset();
}

void SlapdServer::start()
{
    auto const addresses = url() + " " + tls_url() + " " + socket_url();
    process_ = std::make_unique<ChildProcess>(Words { program_path("slapd"), "-d", log_level_, "-h",
                                                  addresses, "-f", (folder_.path() / "slapd.conf").string() },
        folder_.path() / "log");
    auto const ready = wait_until([this] { return !process_->is_running() || answers(); });
    if (!ready || !process_->is_running()) throw std::runtime_error("slapd does not start: " + log());
}

bool SlapdServer::answers() const
{
    return run_program({ "ldapsearch", "-x", "-LLL", "-H", socket_url(), "-s", "base", "-b", "" }).status
        == 0;
}

void SlapdServer::pause() const
{
    process_->signal(SIGSTOP);
    // It goes on for a moment: until it is known to have stopped, it may answer.
    siginfo_t stopped {};
    if (::waitid(P_PID, static_cast<id_t>(process_->id()), &stopped, WSTOPPED) != 0)
        throw std::runtime_error("slapd does not stop");
}

void SlapdServer::resume() const
{
    process_->signal(SIGCONT);
}

std::string SlapdServer::log() const
{
    return text_of(folder_.path() / "log");
}

}
