// OpenLDAP's slapd on loopback, with a tree of its own: dc=contoso,dc=com, empty but for ou=people and ou=groups.
#pragma once

#include "support/child_process.hpp"

#include <memory>
#include <optional>
#include <string>

namespace likeness::test {

struct SlapdOptions {
    bool syncprov = true; ///< Whether it offers syncrepl (RFC 4533).
    std::string global_config; ///< More lines of slapd.conf, before the database.
    std::string database_config; ///< More lines, after it.
    std::string log_level = "none"; ///< "stats" has every operation in log().
};

/// Throws std::runtime_error with slapd's own words where it does not start.
class SlapdServer {
public:
    /// Why it cannot be had here; nullopt when it can.
    static std::optional<std::string> missing();

    explicit SlapdServer(SlapdOptions const& options = {});

    std::string url() const; ///< "ldap://localhost:PORT", with StartTLS.
    std::string tls_url() const; ///< "ldaps://localhost:PORT".
    std::string socket_url() const; ///< "ldapi://...".
    std::filesystem::path
    ca_file() const; ///< PEM: the authority that vouches for localhost, 127.0.0.1 and ::1.

    static constexpr char const* base = "dc=contoso,dc=com";
    static constexpr char const* people = "ou=people,dc=contoso,dc=com";
    static constexpr char const* groups = "ou=groups,dc=contoso,dc=com";
    static constexpr char const* admin
        = "cn=admin,dc=contoso,dc=com"; ///< No limits and no access rules for it.
    static constexpr char const* reader = "cn=reader,dc=contoso,dc=com"; ///< Anybody who has signed in.
    static constexpr char const* password = "correct horse"; ///< Of both.

    /// Carries out LDIF change records by ldapmodify, as `admin`; throws at the first that is refused.
    void change(std::string_view ldif) const;

    /// Loads entries (without changetype) by slapadd -q, which is quick and checks little: it must be stopped.
    void load(std::filesystem::path const& ldif) const;

    void stop(); ///< As a shutdown does.
    void start(); ///< With the same ports and what was kept. Waits until it answers.
    void pause() const; ///< It takes connections and answers nothing.
    void resume() const;

    pid_t process_id() const { return process_->id(); }
    std::string log() const;
    std::filesystem::path const& folder() const { return folder_.path(); }

private:
    void write_config(SlapdOptions const& options) const;
    bool answers() const;

    TemporaryFolder folder_;
    std::string log_level_;
    unsigned port_;
    unsigned tls_port_;
    std::unique_ptr<ChildProcess> process_;
};

}
