#include "directory/ldap/options.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"
#include "directory/ldap/attribute_map.hpp"
#include "directory/ldap/libldap.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

struct FreeUrl {
    void operator()(LDAPURLDesc* raw) const noexcept { ldap_free_urldesc(raw); }
};
using OwnedUrl = std::unique_ptr<LDAPURLDesc, FreeUrl>;

tl::unexpected<Error> bad(std::string_view key, std::string_view wants)
{
    return fail(Code::invalid_request, std::string(key).append(" ").append(wants) + ".");
}

bool is_loopback(std::string_view host)
{
    // "127.contoso.com" is a name like any other.
    bool const is_loopback_number
        = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
    return base::equals_ignoring_ascii_case(host, "localhost") || host == "::1" || is_loopback_number;
}

bool has_more_than_a_server(LDAPURLDesc const& url)
{
    return (url.lud_dn != nullptr && *url.lud_dn != '\0') || url.lud_attrs != nullptr
        || url.lud_filter != nullptr;
}

Result<void> check_url(LdapOptions const& options, std::string const& text)
{
    LDAPURLDesc* raw = nullptr;
    if (text.contains(' ') || text.contains(',') || ldap_url_parse(text.c_str(), &raw) != LDAP_URL_SUCCESS)
        return bad("url", "wants addresses like \"ldaps://dc1.contoso.com\", not \"" + text + "\"");
    OwnedUrl const url(raw);
    std::string_view const scheme = url->lud_scheme;
    std::string_view const host = url->lud_host != nullptr ? url->lud_host : "";
    if (scheme != "ldap" && scheme != "ldaps" && scheme != "ldapi")
        return bad("url", "knows ldaps://, ldap:// and ldapi://, not \"" + text + "\"");
    if (host.empty() || has_more_than_a_server(*url))
        return bad("url", "wants the name of a server and nothing else in \"" + text + "\"");
    if (scheme == "ldap" && !options.start_tls && !is_loopback(host))
        return bad(
            "url", "has \"" + text + "\", which would send all in the clear: use ldaps:// or set start_tls");
    return {};
}

Result<void> check_base(std::string const& base)
{
    LDAPDN dn = nullptr;
    if (base.contains('\0') || ldap_str2dn(base.c_str(), &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
        return bad("base", "wants a distinguished name like \"dc=contoso,dc=com\", not \"" + base + "\"");
    ldap_dnfree(dn);
    return {};
}

Result<void> check_bind(LdapBind const& bind)
{
    if (bind.method != BindMethod::simple) return {};
    if (bind.dn.empty() || bind.dn.contains('\0')) return bad("bind", "wants the name of an account");
    // A server takes a name without a password for nobody, and says that all is well (RFC 4513, 5.1.2).
    if (bind.password.empty()) return bad("bind", "wants a password that is not empty");
    return {};
}

Result<void> check_amounts(LdapOptions const& options)
{
    if (options.connect_time_max.count() <= 0 || options.answer_time_max.count() <= 0)
        return bad("time limits", "have to be longer than nothing");
    if (options.connections_max == 0) return bad("connections_max", "has to be 1 or more");
    if (options.thumbnail_bytes_max == 0
        || options.thumbnail_bytes_max > likeness::limits::thumbnail_bytes_max)
        return bad("thumbnail_bytes_max",
            "has to be from 1 to " + std::to_string(likeness::limits::thumbnail_bytes_max));
    return {};
}

Result<void> check_attributes(LdapOptions const& options)
{
    // Where the kind is asked of the server, the options have to suit both.
    for (auto const kind : { LdapKind::active_directory, LdapKind::other }) {
        if (options.kind != LdapKind::automatic && options.kind != kind) continue;
        if (auto const made = AttributeMap::make(kind, options); !made) return tl::unexpected(made.error());
    }
    return {};
}

}

Result<void> check(LdapOptions const& options)
{
    if (options.name.empty()) return bad("name", "is empty");
    if (options.urls.empty()) return bad("url", "names no server");
    for (auto const& url : options.urls)
        if (auto const checked = check_url(options, url); !checked) return checked;
    if (auto const checked = check_base(options.base); !checked) return checked;
    if (auto const checked = check_bind(options.bind); !checked) return checked;
    if (auto const checked = check_amounts(options); !checked) return checked;
    return check_attributes(options);
}

}
