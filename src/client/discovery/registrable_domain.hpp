// Registrable domains: up to where a name belongs to whoever registered it, by the Public Suffix List.
// Source: publicsuffix.org; spec/autodiscover.md 8; docs/decisions/0012-libpsl.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::client {

/// Whether this is a name as hosts have it in the DNS, in lower case: letters, digits and hyphens, in labels, no number.
/// Names in other scripts are such only in their ASCII form (xn--).
bool is_host_name(std::string_view host);

/// "mail.contoso.co.uk": "contoso.co.uk". nullopt for what is no host name, and for a public suffix itself, such as
/// "co.uk" or a name of one label: anybody may have a name below it.
std::optional<std::string> registrable_domain(std::string_view host);

/// Whether both are host names below the same registrable domain.
bool have_same_registrable_domain(std::string_view one, std::string_view other);

/// Whether the name's suffix is one of the Internet's; "contoso.local" and "mail.corp" have none.
bool is_public_name(std::string_view host);

/// Whether `host` is `domain` or a name below it.
bool is_within(std::string_view host, std::string_view domain);

}
