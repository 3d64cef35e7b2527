// DirectoryConfig: one [[directory]] of the configuration: an Active Directory or LDAP server that people are in.
#pragma once

#include "directory/ldap/options.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace likeness::app {

enum class DirectoryMode {
    mirror, ///< Copied into our database and kept current: nothing waits for the directory.
    live, ///< Asked each time.
};

struct DirectoryConfig {
    std::string name; ///< What reports call it; also Person::source, under which its people are kept.
    DirectoryMode mode = DirectoryMode::mirror;
    std::vector<std::string> urls;
    std::string base;
    directory::ldap::LdapKind kind = directory::ldap::LdapKind::automatic;
    directory::ldap::BindMethod bind = directory::ldap::BindMethod::anonymous;
    std::string bind_dn;
    std::filesystem::path bind_password_file;
    bool start_tls = false;
    std::filesystem::path tls_ca;
    std::string filter;
    std::map<std::string, std::vector<std::string>> attributes;
    std::vector<std::string> thumbnail_attributes;
    bool sign_in = true; ///< People without an account here sign in by their password there.
    bool thumbnail_writeback = false;
    std::size_t thumbnail_bytes_max = 10u << 10;
    std::chrono::seconds poll {
        15
    }; ///< Between two looks at what has changed, where the server does not tell.

    friend bool operator==(DirectoryConfig const&, DirectoryConfig const&) = default;
};

/// What the LDAP room is opened with; reads the password's file. `tags` makes the entity tags of thumbnails.
/// Errors: invalid_request, naming the directory and the key.
Result<directory::ldap::LdapOptions> ldap_options(
    DirectoryConfig const& config, directory::ldap::TagMaker tags);

}
