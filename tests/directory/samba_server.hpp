// A real Active Directory for the tests: Samba's domain controller of CONTOSO.COM, in a network of its own.
// Source: spec/samba.md.
#pragma once

#include "directory/ldif.hpp"
#include "support/child_process.hpp"

#include <memory>
#include <optional>
#include <string>

namespace likeness::test {

/// Its ports are fixed (389, 636, 3268, 88), so it gets a network namespace, which the whole test program moves to:
/// it takes root, and must be made before the program starts a thread. It takes some 20 s to start: make one a
/// program (samba_environment.hpp), and have each test use people of its own.
/// Throws std::runtime_error with Samba's own words where something fails.
class SambaServer {
public:
    /// Why it cannot be had here; nullopt when it can.
    static std::optional<std::string> missing();

    SambaServer();

    static constexpr char const* url = "ldap://localhost"; ///< Refuses plain simple binds without StartTLS.
    static constexpr char const* tls_url = "ldaps://localhost";
    static constexpr char const* catalog_url = "ldaps://localhost:3269";
    static constexpr char const* realm = "CONTOSO.COM";
    static constexpr char const* domain = "CONTOSO";
    static constexpr char const* base = "DC=contoso,DC=com";
    static constexpr char const* people = "CN=Users,DC=contoso,DC=com";
    static constexpr char const* admin = "administrator@contoso.com";
    static constexpr char const* password = "Pass.word-1"; ///< Of admin.
    static constexpr char const* host_name = "vm.contoso.com"; ///< Its own name, which no resolver knows.
    std::filesystem::path
    ca_file() const; ///< PEM: the authority that vouches for localhost, 127.0.0.1 and host_name.
    std::filesystem::path smb_conf() const; ///< For samba-tool's -s.
    std::filesystem::path krb5_conf() const; ///< For KRB5_CONFIG: the KDC is this one.

    /// Carries out LDIF change records as `admin`; throws at the first that is refused.
    void change(std::string_view ldif) const;

    /// The same past the server, in one transaction: a thousand entries in seconds.
    void change_at_once(std::string_view ldif) const;

    /// A user with mail NAME@contoso.com in `people`, as "CN=NAME,...", enabled and with this password where one is
    /// given. `more` are further attributes. The Exchange attributes mailNickname, msExchHideFromAddressLists,
    /// msExchAssistantName and msExchUserCulture are in the schema.
    void add_user(std::string const& name, LdifAttributes const& more = {},
        std::string const& password_of_user = {}) const;
    static std::string dn_of(std::string const& name) { return "CN=" + name + "," + people; }

    /// The one before it goes on to work for an hour, as in any Active Directory.
    void set_password(std::string const& name, std::string_view new_password) const;
    void remove_user(std::string const& name) const { change(ldif_delete(dn_of(name))); }

    void stop();
    void start(); ///< Waits until it answers.
    std::string log() const;

private:
    void provision() const;
    void extend_schema() const;
    bool answers() const;

    TemporaryFolder folder_;
    std::unique_ptr<ChildProcess> process_;
};

}
