#include "apps/likeness/server_options.hpp"

#include "apps/likeness/client_failure.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/password_input.hpp"

#include <cstdlib>

namespace likeness::app {

namespace {

using client::Outcome;

Result<std::string> password_for(ServerOptions const& options, client::Url const& endpoint)
{
    if (!options.password_file.empty()) return read_password(options.password_file);
    auto const* const from_environment = std::getenv("LIKENESS_PASSWORD");
    if (from_environment && *from_environment) return std::string(from_environment);
    return ask_password(fmt::format("Password of {} at {}", printable(options.user), endpoint.host));
}

// The address is judged first: nobody is to type a password that is then refused its way.
Outcome<std::optional<client::Credentials>> credentials_for(
    ServerOptions const& options, client::Url const& endpoint)
{
    if (options.user.empty()) return std::nullopt;
    if (auto const checked = client::check_may_carry_credentials(endpoint); !checked)
        return tl::unexpected(checked.error());
    auto password = password_for(options, endpoint);
    if (!password) return tl::unexpected(client_failure_from(password.error()));
    return client::Credentials { options.user, std::move(*password) };
}

}

void declare(CLI::App& command, ServerOptions& options)
{
    command
        .add_option("--url", options.url,
            "The server, its .../EWS/Exchange.asmx or its .../s/GetUserPhoto; http only without --user or to "
            "this "
            "machine")
        ->required()
        ->envname("LIKENESS_URL")
        ->type_name("URL");
    command
        .add_option(
            "--user", options.user, "Sign in as: user@domain, DOMAIN\\user or user. Without it, as nobody")
        ->envname("LIKENESS_USER")
        ->type_name("USER");
    command
        .add_option("--password-file", options.password_file,
            "The password is the first line of FILE; - is the standard input. Without it LIKENESS_PASSWORD "
            "holds it, "
            "or the terminal is asked")
        ->envname("LIKENESS_PASSWORD_FILE")
        ->type_name("FILE");
    command.add_option("--cacert", options.cacert, "Trust the authorities in this PEM file, and no others")
        ->envname("LIKENESS_CACERT")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout_s, "Give up after so many seconds")
        ->check(CLI::Range(1, 3600))
        ->type_name("SECONDS")
        ->capture_default_str();
}

Outcome<client::HttpClientOptions> client_options(ServerOptions const& options, EndpointOf endpoint_of)
{
    auto endpoint = client::parse_url(options.url).and_then(endpoint_of);
    if (!endpoint) return tl::unexpected(endpoint.error());
    auto credentials = credentials_for(options, *endpoint);
    if (!credentials) return tl::unexpected(credentials.error());
    return client::HttpClientOptions {
        .endpoint = std::move(*endpoint),
        .credentials = std::move(*credentials),
        .request_time_max = std::chrono::seconds(options.timeout_s),
        .transport = { .ca_file = options.cacert },
    };
}

}
