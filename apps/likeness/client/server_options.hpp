// --url, --user and what else says which server a command of the client talks to, how, and as whom.
#pragma once

#include "apps/likeness/client/directory_options.hpp"
#include "client/http/http_client.hpp"

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
    DirectoryOptions directory;
    std::chrono::seconds::rep timeout_s = client::limits::request_time_max.count();
};

void declare(CLI::App& command, ServerOptions& options);

/// The same without those that name a server, for a command that looks for one.
void declare_search(CLI::App& command, ServerOptions& options);

/// --profile, or "default".
std::string profile_name(ServerOptions const& options);

/// Whether a value is what this variable says for every command, and not for this one alone.
bool stands_in_environment(std::string const& value, char const* variable);

/// The server for people: its URL, or "the server" where that was not given.
std::string shown_name(ServerOptions const& options);

}
