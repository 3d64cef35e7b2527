// A slapd with Sadie and Hope in it, and what it takes to ask it.
#pragma once

#include "directory/ldap/connection_pool.hpp"
#include "directory/ldif.hpp"
#include "directory/slapd_server.hpp"
#include "support/settable_clock.hpp"

#include <gmock/gmock.h>
#include <optional>

namespace likeness::test {

inline std::string const picture = "\xFF\xD8\xFF\xE0 a picture, as far as anybody looks";

inline std::string person_dn(std::string const& uid)
{
    return "uid=" + uid + "," + SlapdServer::people;
}

/// An inetOrgPerson with mail UID@contoso.com and the password "pw-UID"; `more` are further attributes.
inline std::string person_ldif(std::string const& uid, std::string const& given_name,
    std::string const& surname, LdifAttributes const& more = {})
{
    LdifAttributes attributes { { "objectClass", "inetOrgPerson" },
        { "objectClass", "inetLocalMailRecipient" }, { "uid", uid }, { "cn", given_name + " " + surname },
        { "givenName", given_name }, { "sn", surname }, { "mail", uid + "@contoso.com" },
        { "userPassword", "pw-" + uid } };
    attributes.insert(attributes.end(), more.begin(), more.end());
    return ldif_entry(person_dn(uid), attributes);
}

class SlapdTest : public testing::Test {
protected:
    void SetUp() override
    {
        if (auto const reason = SlapdServer::missing()) GTEST_SKIP() << *reason;
        server.emplace(slapd_options());
        server->change(person_ldif("sadie", "Sadie", "Daniels",
            { { "manager", person_dn("hope") }, { "roomNumber", "4/17" }, { "jpegPhoto", picture },
                { "carLicense", "smtp:s.daniels@contoso.com" }, { "carLicense", "sip:sadie@contoso.com" } }));
        server->change(person_ldif("hope", "Hope", "Gross"));
    }

    virtual SlapdOptions slapd_options() const { return {}; }

    /// How the tests ask it, unless they say otherwise. employeeType TRUE is what hides people here, and
    /// carLicense, which has all the matching rules, their proxy addresses.
    directory::ldap::LdapOptions options() const
    {
        return { .name = "hq",
            .urls = { server->tls_url() },
            .bind = { .method = directory::ldap::BindMethod::simple,
                .dn = SlapdServer::admin,
                .password = SlapdServer::password },
            .ca_file = server->ca_file(),
            .attributes = { { "hidden", { "employeeType" } }, { "proxy_addresses", { "carLicense" } } },
            .entity_tag
            = [](PersonId const&, base::ByteView bytes) { return "TAG" + std::to_string(bytes.size()); } };
    }

    directory::ldap::ConnectionPool& pool()
    {
        if (!pool_) pool_.emplace(options(), clock);
        return *pool_;
    }

    std::optional<SlapdServer> server;
    SettableClock clock;

private:
    std::optional<directory::ldap::ConnectionPool> pool_;
};

}
