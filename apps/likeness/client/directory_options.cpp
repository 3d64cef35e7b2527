#include "apps/likeness/client/directory_options.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/secret.hpp"
#include "apps/likeness/client/sign_in_sources.hpp"
#include "apps/likeness/password_input.hpp"
#include "directory/ldap/connection_points.hpp"

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;
using directory::ldap::BindMethod;
using directory::ldap::LdapBind;
using directory::ldap::LdapOptions;

Outcome<LdapBind> bind_of(DirectoryOptions const& options)
{
    if (options.user.empty())
        return LdapBind { .method = has_ticket_cache() ? BindMethod::gssapi : BindMethod::anonymous };
    if (options.password_file.empty())
        return fail(FailureKind::invalid_request, "--ldap-user wants --ldap-password-file");
    tell_if_others_may_read(options.password_file);
    auto password = read_password(options.password_file);
    if (!password) return tl::unexpected(client_failure_from(password.error()));
    return LdapBind { BindMethod::simple, options.user, *std::move(password) };
}

}

void declare(CLI::App& command, DirectoryOptions& options)
{
    command
        .add_option("--ldap", options.url,
            "Ask this directory first where Autodiscover is: ldaps://dc1.contoso.com, or ldap:// with "
            "--ldap-start-tls")
        ->envname("LIKENESS_LDAP")
        ->type_name("URL");
    command
        .add_option("--ldap-user", options.user,
            "Sign in there as, by a name or a DN. Without it by a Kerberos ticket, or as nobody")
        ->type_name("USER");
    command
        .add_option(
            "--ldap-password-file", options.password_file, "The password for that is the first line of FILE")
        ->type_name("FILE");
    command
        .add_option(
            "--ldap-base", options.base, "Look below this entry, not in the directory's configuration")
        ->type_name("DN");
    command
        .add_option(
            "--ldap-cacert", options.cacert, "Trust the authorities in this PEM file for the directory")
        ->type_name("FILE");
    command.add_flag("--ldap-start-tls", options.start_tls, "Begin TLS on a connection of ldap://");
}

Outcome<client::ConnectionPoints> connection_points(DirectoryOptions const& options)
{
    if (options.url.empty()) return client::ConnectionPoints();
    auto bind = bind_of(options);
    if (!bind) return tl::unexpected(bind.error());
    LdapOptions directory { .name = "connection points",
        .urls = { options.url },
        .base = options.base,
        .bind = *std::move(bind),
        .start_tls = options.start_tls,
        .ca_file = options.cacert };
    if (auto const checked = directory::ldap::check(directory); !checked)
        return fail(FailureKind::invalid_request, "--ldap: " + checked.error().message);
    return
        [directory = std::move(directory)](EmailAddress const& address) -> Outcome<std::vector<std::string>> {
            auto points = directory::ldap::find_connection_points(directory, address.folded_domain());
            if (!points) return fail(FailureKind::network, points.error().message, points.error().detail);
            return *std::move(points);
        };
}

}
