// --url, --user and what else says which server a command of the client talks to, and as whom.
#pragma once

#include "client/http_client.hpp"

#include <CLI/CLI.hpp>
#include <string>

namespace likeness::app {

struct ServerOptions {
    std::string url;
    std::string user;
    std::string password_file;
    std::string cacert;
    std::chrono::seconds::rep timeout_s = client::limits::request_time_max.count();
};

void declare(CLI::App& command, ServerOptions& options);

/// Which of a server's resources a command asks: client::photo_endpoint or client::ews_endpoint.
using EndpointOf = client::Outcome<client::Url> (*)(client::Url const& base);

/// What the client is opened with. The address is judged before the password is read or asked for on the terminal.
/// Errors: invalid_request.
client::Outcome<client::HttpClientOptions> client_options(
    ServerOptions const& options, EndpointOf endpoint_of);

}
