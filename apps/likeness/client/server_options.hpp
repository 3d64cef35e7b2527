// --url, --user and what else says which server a command of the client talks to, how, and as whom.
#pragma once

#include "client/http_client.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace likeness::app {

struct ServerOptions {
    std::string url; ///< Empty: the profile's, else it is looked for.
    std::string user;
    std::string profile; ///< Empty: "default", where there is one.
    std::string password_file;
    std::string password_command;
    bool netrc = false;
    std::string token_file;
    std::string token_command;
    std::vector<std::string> schemes; ///< Empty: those that there is something for.
    std::string cacert;
    std::string proxy;
    std::vector<std::string> trusted;
    std::vector<std::string> allowed_private;
    std::vector<std::string> connect_to;
    std::chrono::seconds::rep timeout_s = client::limits::request_time_max.count();
};

void declare(CLI::App& command, ServerOptions& options);

/// The same without those that name a server, for a command that looks for one.
void declare_search(CLI::App& command, ServerOptions& options);

/// Which of a server's resources a command asks: client::photo_endpoint or client::ews_endpoint.
using EndpointOf = client::Outcome<client::Url> (*)(client::Url const& base);

/// What the client is opened with. The server is --url, else the profile's, else looked for by the address of --user, or
/// by `email` where that is none. The address is judged before the password is read or asked for on the terminal.
/// Errors: invalid_request; those of client::discover.
client::Outcome<client::HttpClientOptions> client_options(
    ServerOptions const& options, EndpointOf endpoint_of, std::string const& email = {});

}
