// How a session with a server begins: connect, TLS, sign in.
//
// libldap reads /etc/ldap/ldap.conf and environment variables into its defaults, among them "TLS_REQCERT never". What
// matters is therefore set on each handle.
#include "directory/ldap/libldap.hpp"

#include "base/ascii.hpp"
#include "directory/ldap/bounded_socket.hpp"

#include <array>
#include <cassert>
#include <sasl/sasl.h>

namespace likeness::directory::ldap {

namespace {

constexpr auto system_ca_file = "/etc/ssl/certs/ca-certificates.crt";

bool uses_ldaps(std::string_view url)
{
    return base::starts_with_ignoring_ascii_case(url, "ldaps:");
}

bool uses_start_tls(LdapOptions const& options, std::string_view url)
{
    return options.start_tls && base::starts_with_ignoring_ascii_case(url, "ldap:");
}

bool uses_tls(LdapOptions const& options, std::string_view url)
{
    return uses_ldaps(url) || uses_start_tls(options, url);
}

tl::unexpected<Error> unreachable(std::string_view url, std::string_view doing, std::string_view words)
{
    std::string detail(url);
    detail.append(": ").append(doing).append(": ").append(words);
    return fail(Code::ad_unavailable, "The directory cannot be asked.", std::move(detail));
}

// libldap finds a certificate bad by -1, which is no code of GnuTLS, whose words for it then help nobody.
std::string words_of_failed_connection(LDAP* handle, int result)
{
    auto words = words_of(handle, result);
    if (words.contains("unknown error code"))
        words
            += ": the certificate is of no authority that is trusted, is for another host, or is out of date";
    return words;
}

void set(LDAP* handle, int option, int value)
{
    ldap_set_option(handle, option, &value);
}

void set_times(LDAP* handle, std::chrono::milliseconds each)
{
    auto const span = timeval_of(each);
    ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &span);
    ldap_set_option(handle, LDAP_OPT_TIMEOUT, &span);
}

void set_common(LDAP* handle, LdapOptions const& options)
{
    set(handle, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3);
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(handle, LDAP_OPT_RESTART, LDAP_OPT_ON);
    set(handle, LDAP_OPT_DEREF, LDAP_DEREF_NEVER);
    set(handle, LDAP_OPT_SIZELIMIT, LDAP_NO_LIMIT);
    set(handle, LDAP_OPT_TIMELIMIT, LDAP_NO_LIMIT);
    unsigned const unacknowledged_ms = static_cast<unsigned>(options.answer_time_max.count());
    ldap_set_option(handle, LDAP_OPT_TCP_USER_TIMEOUT, &unacknowledged_ms);
    set_times(handle, options.connect_time_max);
}

// False when the file of authorities cannot be read, or is none.
bool set_tls(LDAP* handle, LdapOptions const& options)
{
    std::string const authorities = options.ca_file.empty() ? system_ca_file : options.ca_file.string();
    set(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND);
    set(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2);
    ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTDIR, nullptr);
    ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities.c_str());
    // With GnuTLS, what was set on a handle counts only for a context that is made afterwards.
    int const is_server = 0;
    return ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &is_server) == LDAP_OPT_SUCCESS;
}

// SASL asks for names and so on; the mechanisms that we use know all of it without us.
int answer_nothing(LDAP*, unsigned, void*, void* questions)
{
    for (auto* one = static_cast<sasl_interact_t*>(questions); one->id != SASL_CB_LIST_END; ++one) {
        one->result = one->defresult != nullptr ? one->defresult : "";
        one->len = static_cast<unsigned>(std::string_view(static_cast<char const*>(one->result)).size());
    }
    return LDAP_SUCCESS;
}

int sasl_bind(LDAP* handle, char const* mechanism)
{
    return ldap_sasl_interactive_bind_s(
        handle, nullptr, mechanism, nullptr, nullptr, LDAP_SASL_QUIET, answer_nothing, nullptr);
}

int gssapi_bind(LDAP* handle, bool within_tls)
{
    // The name in the URL is the server's in Kerberos: reverse look-ups of addresses are often wrong.
    ldap_set_option(handle, LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON);
    if (within_tls) {
        // Active Directory refuses a layer of SASL's own within TLS, and may want to know which TLS it is in.
        ldap_set_option(handle, LDAP_OPT_X_SASL_SECPROPS, "maxssf=0");
        set(handle, LDAP_OPT_X_SASL_CBINDING, LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT);
    }
    return sasl_bind(handle, "GSSAPI");
}

}

int simple_bind(LDAP* handle, std::string const& name, std::string_view password)
{
    auto credentials = berval_of(password);
    return ldap_sasl_bind_s(handle, name.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
}

int sign_in(LDAP* handle, LdapOptions const& options, std::string_view url)
{
    switch (options.bind.method) {
    case BindMethod::anonymous: return simple_bind(handle, "", "");
    case BindMethod::simple: return simple_bind(handle, options.bind.dn, options.bind.password);
    case BindMethod::external: return sasl_bind(handle, "EXTERNAL");
    case BindMethod::gssapi: return gssapi_bind(handle, uses_tls(options, url));
    }
    return LDAP_AUTH_METHOD_NOT_SUPPORTED;
}

Result<Handle> connect(LdapOptions const& options, std::string const& url)
{
    LDAP* raw = nullptr;
    int result = ldap_initialize(&raw, url.c_str());
    Handle handle(raw);
    if (result != LDAP_SUCCESS) return unreachable(url, "address", ldap_err2string(result));

    set_common(raw, options);
    bound_connections(raw);
    if (uses_tls(options, url) && !set_tls(raw, options))
        return unreachable(url, "TLS", "the certificates of the authorities (tls_ca) cannot be read");

    result = ldap_connect(raw);
    if (result != LDAP_SUCCESS) return unreachable(url, "connect", words_of_failed_connection(raw, result));
    if (uses_start_tls(options, url)) {
        result = ldap_start_tls_s(raw, nullptr, nullptr);
        if (result != LDAP_SUCCESS)
            return unreachable(url, "StartTLS", words_of_failed_connection(raw, result));
    }
    // A server that failed in TLS must never be spoken to without it.
    if (uses_tls(options, url) && ldap_tls_inplace(raw) == 0)
        return unreachable(url, "TLS", "the connection is not encrypted");
    return handle;
}

Result<Connection> Connection::open_unbound(LdapOptions const& options, std::size_t server)
{
    assert(server < options.urls.size());
    auto const& url = options.urls[server];
    auto handle = connect(options, url);
    if (!handle) return tl::unexpected(handle.error());
    bound_connection(handle->get(), options.answer_time_max);
    set_times(handle->get(), options.answer_time_max);
    return Connection(std::make_unique<Session>(
        Session { .handle = *std::move(handle), .url = url, .answer_time_max = options.answer_time_max }));
}

Result<Connection> Connection::open(LdapOptions const& options, std::size_t server)
{
    auto connection = open_unbound(options, server);
    if (!connection) return connection;
    auto& session = *connection->session_;
    // As long as for connecting: a server that hangs should not hold a sign-in longer than its connection.
    set_times(session.handle.get(), options.connect_time_max);
    int const result = sign_in(session.handle.get(), options, session.url);
    if (result != LDAP_SUCCESS) return failure(session, result, "sign-in of likeness");
    set_times(session.handle.get(), options.answer_time_max);
    return connection;
}

}
