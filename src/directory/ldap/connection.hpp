// Connection: one session with one LDAP server, over libldap; and the entries it answers.
// Why libldap: docs/decisions/0011-libldap.md. Source: RFC 4511; spec/directory.md 9.
#pragma once

#include "core/error.hpp"
#include "directory/ldap/filter.hpp"
#include "directory/ldap/options.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct ldap; // libldap's handle, as <ldap.h> names it.

namespace likeness::directory::ldap {

struct Session; // libldap.hpp

/// A control of a request, an answer or an entry. `value` is its BER encoding, which nobody looks into here.
struct LdapControl {
    std::string oid;
    std::string value;
    bool critical = false;

    friend bool operator==(LdapControl const&, LdapControl const&) = default;
};

struct LdapAttribute {
    std::string name; ///< As the server writes it, options included: "member;range=0-1499".
    std::vector<std::string> values; ///< Raw bytes.

    friend bool operator==(LdapAttribute const&, LdapAttribute const&) = default;
};

struct LdapEntry {
    std::string dn;
    std::vector<LdapAttribute> attributes;
    std::vector<LdapControl> controls; ///< Such as syncrepl's state.

    /// The values of the attribute of this name, case apart; none where the entry does not have it.
    std::span<std::string const> values(std::string_view name) const;
    /// The first of them; nullopt when there is none.
    std::optional<std::string_view> value(std::string_view name) const;
};

enum class Scope { base, one_level, subtree };

/// A message between the entries of an answer, such as syncrepl's lists of ids (RFC 4511, 4.13).
struct LdapIntermediate {
    std::string oid;
    std::string value;
};

struct SearchRequest {
    std::string base;
    Scope scope = Scope::subtree;
    Filter filter = Filter::present("objectClass");
    std::vector<std::string>
        attributes; ///< "*" is all that are no operational ones, which is also what none means.
    std::size_t size_max = 0; ///< At most so many entries; 0: as many as there are.
    bool paged = false; ///< In pages of limits::entries_per_page_max: what servers want for large answers.
    std::vector<LdapControl> controls;
    std::function<void(LdapIntermediate&&)> on_intermediate; ///< May be empty: they are passed over then.
};

/// How a search ended.
struct SearchEnd {
    bool more = false; ///< The server had more than size_max, or than it gives anybody.
    bool stopped = false; ///< The visitor did not want to go on: the rest was abandoned.
    std::vector<LdapControl> controls; ///< Of the last answer, such as DirSync's and syncrepl's cookies.
};

/// Takes an entry; false ends the search.
using EntryVisitor = std::function<bool(LdapEntry&& entry)>;

/// What a server says about itself (its root DSE, RFC 4512, 5.1).
struct RootDse {
    LdapKind kind = LdapKind::other; ///< Never automatic.
    std::string default_base; ///< defaultNamingContext, else the first naming context; "" when there is none.
    std::vector<std::string> controls; ///< OIDs of those it supports.
    std::string host_name; ///< dnsHostName: which of several Active Directory servers this is; "" elsewhere.
    std::string service_name; ///< dsServiceName, which changes when a server is set up anew; "" elsewhere.
    bool is_openldap = false; ///< By the class of its root DSE.
    std::optional<std::uint64_t> highest_usn; ///< highestCommittedUSN, of Active Directory.

    bool supports(std::string_view control_oid) const;
};

/// One thing done to one attribute of an entry.
struct AttributeChange {
    std::string attribute;
    std::vector<std::string>
        values; ///< They replace what there is; none removes it, and need not be there for it.
};

enum class BindAnswer {
    accepted,
    refused, ///< The name and the password do not belong together, or the account may not sign in.
};

/// A resource with one owner; movable. One thread at a time.
///
/// Referrals are not followed, and references in answers are passed over. A server that says nothing for
/// answer_time_max is given up.
/// Errors of every member: ad_unavailable, with what the server or libldap said as detail; is_broken tells then
/// whether the session can go on, and last_result what was answered.
class Connection {
public:
    /// Connects to options.urls[server], starts TLS where that is asked for, and signs in as options.bind says.
    /// Nothing is sent in the clear that options forbid (see check). In: options that passed check.
    static Result<Connection> open(LdapOptions const& options, std::size_t server = 0);

    /// The same without signing in: for bind_as.
    static Result<Connection> open_unbound(LdapOptions const& options, std::size_t server = 0);

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Calls `visit` with each entry as it comes. A base that is not there is no entry when scope is base, else an
    /// error: it is a mistake in the configuration. Errors also: access_denied.
    Result<SearchEnd> search(SearchRequest const& request, EntryVisitor const& visit);

    /// The entry of this name; nullopt when there is none (or it is hidden from us). Attributes that Active Directory
    /// gives in portions ("member;range=0-1499") are read to their end, of at most `values_max` values each.
    Result<std::optional<LdapEntry>> read(
        std::string const& dn, std::vector<std::string> const& attributes, std::size_t values_max = 20'000);

    /// Reads the rest of what came in portions; `entry` then has the attribute under its plain name.
    Result<void> complete(LdapEntry& entry, std::size_t values_max = 20'000);

    Result<RootDse> root_dse();

    /// Signs in as somebody else, by a simple bind; the session is theirs after it. In: a password that is not empty
    /// (asserted): RFC 4513, 5.1.2 would have it succeed for anybody.
    Result<BindAnswer> bind_as(std::string const& name, std::string const& password);

    /// Errors also: access_denied, also where its schema does not let the entry have the attribute;
    /// non_existent_mailbox when there is no such entry; data_size_limit_exceeded when the
    /// server finds the value too long.
    Result<void> modify(std::string const& dn, std::vector<AttributeChange> const& changes);

    /// Whether the session is over: the server went, said nothing for too long, or broke the protocol.
    bool is_broken() const;
    /// Whether it is over because the server said nothing for too long.
    bool timed_out() const;
    /// The LDAP result code of the last answer (RFC 4511, appendix A), or libldap's own, which are negative.
    int last_result() const;

    /// Whether the server still answers; asks it for its root DSE.
    bool answers();

    std::string const& url() const;

    /// libldap's own, for what this class does not do. Owned by the Connection.
    ::ldap* handle() const;

private:
    explicit Connection(std::unique_ptr<Session> session);

    Result<std::optional<LdapAttribute>> read_portion(std::string const& dn, std::string const& ranged_name);

    std::unique_ptr<Session> session_;
};

}
