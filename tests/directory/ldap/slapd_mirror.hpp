// A slapd and its mirror, for tests that are run with syncrepl and without.
#pragma once

#include "directory/ldap/mirror_scene.hpp"
#include "directory/ldif.hpp"
#include "directory/slapd_server.hpp"

namespace likeness::test {

inline std::string dn_of(std::string const& name)
{
    return "uid=" + name + "," + SlapdServer::people;
}

/// Has NAME@contoso.com.
inline std::string person_ldif(std::string const& name, LdifAttributes const& more = {})
{
    LdifAttributes attributes { { "objectClass", "inetOrgPerson" }, { "uid", name }, { "cn", name },
        { "sn", name }, { "mail", name + "@contoso.com" } };
    attributes.insert(attributes.end(), more.begin(), more.end());
    return ldif_entry(dn_of(name), attributes);
}

/// desk1 to desk`count`.
inline std::string desks_ldif(int count)
{
    std::string ldif;
    for (int n = 1; n <= count; ++n) ldif += person_ldif("desk" + std::to_string(n));
    return ldif;
}

class SlapdMirror : public MirrorScene {
public:
    explicit SlapdMirror(SlapdOptions const& server_options = {})
        : server(server_options)
    {
        options.urls = { server.socket_url() };
        options.bind = {
            .method = ldap::BindMethod::simple, .dn = SlapdServer::admin, .password = SlapdServer::password
        };
    }

    SlapdServer server;
};

/// What every test of it begins with.
#define LIKENESS_NEEDS_SLAPD()                                                                               \
    if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason

}
