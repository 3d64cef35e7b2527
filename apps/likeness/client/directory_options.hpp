// --ldap and its like: the directory whose connection points say where Autodiscover is.
#pragma once

#include "client/discovery/discovery.hpp"

#include <CLI/CLI.hpp>
#include <string>

namespace likeness::app {

struct DirectoryOptions {
    std::string url; ///< Empty: no directory is asked.
    std::string user; ///< Empty: by a Kerberos ticket where there is one, else as nobody.
    std::string password_file;
    std::string base; ///< Empty: the directory's configuration.
    std::string cacert;
    bool start_tls = false;
};

void declare(CLI::App& command, DirectoryOptions& options);

/// Empty where no directory is named. The password's file is read here; the directory is asked by what is returned.
/// Errors: invalid_request.
client::Outcome<client::ConnectionPoints> connection_points(DirectoryOptions const& options);

}
