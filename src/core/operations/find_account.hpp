// FindAccount: what the older Autodiscover, plain XML, asks and is answered about one user.
// Source: spec/autodiscover.md 5; MS-OXDSCLI 3.2.5.
#pragma once

#include <string>

namespace likeness {

/// Texts as the request has them; at least one is not empty.
struct FindAccount {
    std::string address;
    std::string legacy_dn; ///< Where it is given, it decides.

    friend bool operator==(FindAccount const&, FindAccount const&) = default;
};

/// Texts, since a foreign server may send any; empty where it says nothing.
struct AccountSettings {
    std::string display_name;
    std::string legacy_dn;
    std::string address; ///< The primary one.
    std::string deployment_id;
    std::string server; ///< A host.
    std::string server_dn;
    std::string server_version; ///< As Exchange packs it: eight hexadecimal digits.
    std::string ews_url;

    friend bool operator==(AccountSettings const&, AccountSettings const&) = default;
};

}
