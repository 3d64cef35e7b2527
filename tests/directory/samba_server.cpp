#include "directory/samba_server.hpp"

#include "directory/server_certificate.hpp"

#include <algorithm>
#include <array>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace likeness::test {

namespace {

// From here on this program and what it starts see a network that has loopback alone.
void enter_own_network()
{
    if (::unshare(CLONE_NEWNET) != 0) throw std::runtime_error("there is no network namespace to be had");
    int const control = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq request {};
    std::string_view("lo").copy(request.ifr_name, sizeof request.ifr_name);
    request.ifr_flags = IFF_UP;
    bool const up = ::ioctl(control, SIOCSIFFLAGS, &request) == 0;
    ::close(control);
    if (!up) throw std::runtime_error("loopback does not come up");
}

bool can_have_a_network()
{
    auto const child = ::fork();
    if (child == 0) ::_exit(::unshare(CLONE_NEWNET) == 0 ? 0 : 1);
    int status = 1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

struct SchemaAttribute {
    char const* name;
    char const* id;
    char const* syntax;
    int om_syntax;
    int search_flags;
};

// What Exchange's setup adds, as far as it is read. 5: indexed, and part of ambiguous name resolution.
constexpr std::array exchange_attributes {
    SchemaAttribute { "mailNickname", "1.2.840.113556.1.2.447", "2.5.5.12", 64, 5 },
    SchemaAttribute { "msExchHideFromAddressLists", "1.2.840.113556.1.4.7000.102.73", "2.5.5.8", 1, 0 },
    SchemaAttribute { "msExchUserCulture", "1.2.840.113556.1.4.7000.102.15097", "2.5.5.12", 64, 0 },
};

constexpr char const* schema_base = ",CN=Schema,CN=Configuration,DC=contoso,DC=com";
constexpr char const* reload_schema = "dn:\nchangetype: modify\nadd: schemaUpdateNow\nschemaUpdateNow: 1\n\n";

std::string ldif_of(SchemaAttribute const& attribute)
{
    return ldif_entry("CN=" + std::string(attribute.name) + schema_base,
        { { "objectClass", "attributeSchema" }, { "attributeID", attribute.id },
            { "lDAPDisplayName", attribute.name }, { "attributeSyntax", attribute.syntax },
            { "oMSyntax", std::to_string(attribute.om_syntax) }, { "isSingleValued", "TRUE" },
            { "searchFlags", std::to_string(attribute.search_flags) } });
}

// Active Directory takes passwords as quoted UTF-16.
std::string unicode_password(std::string_view password)
{
    std::string text;
    for (char const letter : "\"" + std::string(password) + "\"") text.append({ letter, '\0' });
    return text;
}

Words over_tls(Words words)
{
    words.insert(words.begin(), { "env", "LDAPTLS_REQCERT=never" });
    words.insert(words.end(),
        { "-x", "-H", SambaServer::tls_url, "-D", SambaServer::admin, "-w", SambaServer::password });
    return words;
}

}

std::optional<std::string> SambaServer::missing()
{
    for (auto const* const program : { "samba", "samba-tool", "ldapmodify" })
        if (program_path(program).empty()) return std::string(program) + " is not installed";
    if (!std::filesystem::exists("/usr/share/samba/setup/provision.ldif"))
        return "samba-ad-provision is not installed";
    if (::geteuid() != 0) return "a domain controller takes root";
    if (!can_have_a_network()) return "a network namespace is not allowed here";
    return std::nullopt;
}

SambaServer::SambaServer()
{
    enter_own_network();
    provision();
    start();
    extend_schema();
}

void SambaServer::provision() const
{
    auto const certificate = make_server_certificate(folder_.path());
    auto const tls = [](char const* name, std::filesystem::path const& file) {
        return "--option=tls " + std::string(name) + "=" + file.string();
    };
    auto const in_folder = [this](char const* option, char const* name) {
        std::filesystem::create_directory(folder_.path() / name);
        return "--option=" + std::string(option) + "=" + (folder_.path() / name).string();
    };
    must_run({ "samba-tool", "domain", "provision", "--targetdir=" + (folder_.path() / "dc").string(),
        "--realm=" + std::string(realm), "--domain=" + std::string(domain), "--host-name=vm",
        "--adminpass=" + std::string(password), "--server-role=dc", "--dns-backend=NONE",
        "--option=interfaces=lo", "--option=bind interfaces only=yes", tls("keyfile", certificate.key),
        tls("certfile", certificate.chain), tls("cafile", certificate.authority),
        // Several may run side by side: none of these is to be the system's own.
        in_folder("pid directory", "pid"), in_folder("ncalrpc dir", "ncalrpc"),
        in_folder("winbindd socket directory", "winbindd"), in_folder("lock directory", "lock") });
    std::ofstream(krb5_conf()) << "[libdefaults]\ndefault_realm = " << realm
                               << "\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = false\n"
                               << "dns_canonicalize_hostname = false\n[realms]\n"
                               << realm << " = {\n kdc = 127.0.0.1\n}\n";
}

void SambaServer::start()
{
    process_ = std::make_unique<ChildProcess>(
        Words { program_path("samba"), "-i", "-M", "single", "-s", smb_conf().string(), "--debug-stdout",
            "--option=server services=ldap,cldap,kdc,rpc,drepl,winbindd",
            "--option=dsdb:schema update allowed=true" },
        folder_.path() / "log");
    auto const ready
        = wait_until([this] { return !process_->is_running() || answers(); }, std::chrono::seconds(60));
    if (!ready || !process_->is_running()) throw std::runtime_error("samba does not start: " + log());
}

void SambaServer::stop()
{
    process_.reset();
}

bool SambaServer::answers() const
{
    return run_program(over_tls({ "ldapsearch", "-LLL", "-s", "base", "-b", "" })).status == 0;
}

void SambaServer::extend_schema() const
{
    std::string additions;
    std::string allowed
        = "dn: CN=Mail-Recipient" + std::string(schema_base) + "\nchangetype: modify\nadd: mayContain\n";
    for (auto const& attribute : exchange_attributes) {
        additions += ldif_of(attribute);
        allowed += "mayContain: " + std::string(attribute.name) + "\n";
    }
    change(additions + reload_schema + allowed + "\n" + reload_schema);
}

std::filesystem::path SambaServer::ca_file() const
{
    return folder_.path() / "ca.pem";
}

std::filesystem::path SambaServer::smb_conf() const
{
    return folder_.path() / "dc/etc/smb.conf";
}

std::filesystem::path SambaServer::krb5_conf() const
{
    return folder_.path() / "krb5.conf";
}

void SambaServer::change(std::string_view ldif) const
{
    must_run(over_tls({ "ldapmodify" }), ldif);
}

void SambaServer::change_at_once(std::string_view ldif) const
{
    constexpr auto script = R"(
import sys
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
lp = LoadParm()
lp.load(sys.argv[1])
database = SamDB(lp=lp, session_info=system_session(lp))
database.transaction_start()
database.modify_ldif(sys.stdin.read())
database.transaction_commit()
)";
    must_run({ "/usr/bin/python3", "-c", script, smb_conf().string() }, ldif);
}

void SambaServer::add_user(
    std::string const& name, LdifAttributes const& more, std::string const& password_of_user) const
{
    LdifAttributes attributes { { "objectClass", "user" }, { "sAMAccountName", name },
        { "userPrincipalName", name + "@contoso.com" } };
    if (std::ranges::find(more, "mail", &LdifAttributes::value_type::first) == more.end())
        attributes.emplace_back("mail", name + "@contoso.com");
    attributes.insert(attributes.end(), more.begin(), more.end());
    if (!password_of_user.empty()) {
        attributes.emplace_back("unicodePwd", unicode_password(password_of_user));
        attributes.emplace_back("userAccountControl", "512");
    }
    change(ldif_entry(dn_of(name), attributes));
}

void SambaServer::set_password(std::string const& name, std::string_view new_password) const
{
    change(ldif_replace(dn_of(name), "unicodePwd", { unicode_password(new_password) }));
}

std::string SambaServer::log() const
{
    return text_of(folder_.path() / "log");
}

}
