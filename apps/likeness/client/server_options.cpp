#include "apps/likeness/client/server_options.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace likeness::app {

namespace {

bool is_port(std::string_view text)
{
    unsigned port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return text.empty()
        || (error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65'535);
}

// Takes "HOST:PORT" off the front; a host that has colons of its own stands in brackets.
bool take_host_and_port(std::string_view& text)
{
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == text.npos || !text.substr(end + 1).starts_with(':')) return false;
        text.remove_prefix(end + 1);
    }
    auto const colon = text.find(':');
    if (colon == text.npos) return false;
    text.remove_prefix(colon + 1);
    auto const port = text.substr(0, text.find(':'));
    text.remove_prefix(port.size());
    return is_port(port);
}

// libcurl passes over what it cannot read, and would connect to where the name says. Each part may be empty.
// Source: CURLOPT_CONNECT_TO(3).
std::string complaint_on_connect_to(std::string const& text)
{
    std::string_view rest(text);
    bool is_right = take_host_and_port(rest) && rest.starts_with(':');
    if (is_right) rest.remove_prefix(1);
    is_right = is_right && take_host_and_port(rest) && rest.empty();
    return is_right ? "" : "it must be HOST:PORT:HOST:PORT, an IPv6 address in brackets";
}

void declare_server(CLI::App& command, ServerOptions& options)
{
    command
        .add_option("--url", options.url,
            "The server, its .../EWS/Exchange.asmx or its .../s/GetUserPhoto; http only without --user or to "
            "this machine. Without it the profile's, or the one that Autodiscover finds")
        ->envname("LIKENESS_URL")
        ->type_name("URL");
    command.add_option("--profile", options.profile, "What `likeness login` has kept under this name")
        ->envname("LIKENESS_PROFILE")
        ->type_name("NAME");
}

void declare_limits(CLI::App& command, ServerOptions& options)
{
    command.add_option("--cacert", options.cacert, "Trust the authorities in this PEM file, and no others")
        ->envname("LIKENESS_CACERT")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout_s, "Give up after so many seconds")
        ->check(CLI::Range(1, 3600))
        ->type_name("SECONDS")
        ->capture_default_str();
}

void declare_way(CLI::App& command, ServerOptions& options)
{
    command
        .add_option("--proxy", options.proxy,
            "Go through this proxy; \"none\" through none. Without it the environment says (https_proxy, "
            "no_proxy)")
        ->type_name("URL");
    command
        .add_option("--trust", options.trusted,
            "A domain to whose hosts Autodiscover may lead, beside the address's own; they are sent the "
            "password")
        ->allow_extra_args(false)
        ->type_name("DOMAIN");
    command
        .add_option("--allow-private", options.allowed_private,
            "A domain whose names may lead Autodiscover into a private network")
        ->allow_extra_args(false)
        ->type_name("DOMAIN");
    command
        .add_option("--connect-to", options.connect_to,
            "Connect elsewhere than the name says; the certificate is still the name's")
        ->check(complaint_on_connect_to)
        ->allow_extra_args(false)
        ->type_name("HOST:PORT:HOST:PORT");
}

void declare_sign_in(CLI::App& command, ServerOptions& options)
{
    command
        .add_option("--user", options.user,
            "Sign in as: user@domain, DOMAIN\\user or user. Without it and with --url, as nobody")
        ->envname("LIKENESS_USER")
        ->type_name("USER");
    command
        .add_option("--password-file", options.password_file,
            "The password is the first line of FILE; - is the standard input. Without any of these "
            "LIKENESS_PASSWORD holds it, or the terminal is asked")
        ->envname("LIKENESS_PASSWORD_FILE")
        ->type_name("FILE");
    command
        .add_option("--password-command", options.password_command,
            "The password is the first line that this command prints")
        ->envname("LIKENESS_PASSWORD_COMMAND")
        ->type_name("COMMAND");
    command.add_flag(
        "--netrc", options.netrc, "The password stands in ~/.netrc, or in the file that NETRC names");
    command
        .add_option("--auth", options.schemes,
            "Negotiate, NTLM, Basic or Bearer; several in the order of your liking. Without it whatever "
            "there "
            "is a ticket, token or password for, and Basic never after a refused other one")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("SCHEME");
    command.add_option("--token-file", options.token_file, "The token for Bearer is the first line of FILE")
        ->type_name("FILE");
    command
        .add_option("--token-command", options.token_command,
            "The token for Bearer is the first line that this command prints")
        ->type_name("COMMAND");
}

}

void declare(CLI::App& command, ServerOptions& options)
{
    declare_server(command, options);
    declare_search(command, options);
}

void declare_search(CLI::App& command, ServerOptions& options)
{
    declare_limits(command, options);
    declare_sign_in(command, options);
    declare_way(command, options);
    declare(command, options.directory);
}

std::string profile_name(ServerOptions const& options)
{
    return options.profile.empty() ? "default" : options.profile;
}

bool stands_in_environment(std::string const& value, char const* variable)
{
    auto const* const standing = std::getenv(variable);
    return standing && value == standing;
}

std::string shown_name(ServerOptions const& options)
{
    return options.url.empty() ? "the server" : options.url;
}

}
