#include "apps/likeness/client/sign_in_sources.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/netrc.hpp"
#include "apps/likeness/client/secret.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/password_input.hpp"
#include "base/ascii.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;
using client::SignInScheme;

Outcome<std::optional<std::string>> optional_of(Result<std::string> text)
{
    if (!text) return tl::unexpected(client_failure_from(text.error()));
    return std::optional(*std::move(text));
}

bool has_token(ServerOptions const& options)
{
    return !options.token_file.empty() || !options.token_command.empty();
}

bool has_password_source(ServerOptions const& options)
{
    auto const* const variable = std::getenv("LIKENESS_PASSWORD");
    return !options.password_file.empty() || !options.password_command.empty() || options.netrc
        || (variable && *variable);
}

Outcome<std::vector<SignInScheme>> named_schemes(std::vector<std::string> const& names)
{
    std::vector<SignInScheme> schemes;
    for (auto const& name : names) {
        auto const scheme = client::sign_in_scheme_from(name);
        if (!scheme)
            return fail(FailureKind::invalid_request, "there is no sign-in " + printable(name),
                "Negotiate, NTLM, Basic or Bearer");
        schemes.push_back(*scheme);
    }
    return schemes;
}

std::vector<SignInScheme> usual_schemes(ServerOptions const& options)
{
    std::vector<SignInScheme> schemes;
    // A ticket is for whom it is for: whoever names a user or has a password means that one.
    if (has_ticket_cache() && options.user.empty() && !has_password_source(options))
        schemes.push_back(SignInScheme::negotiate);
    if (has_token(options)) schemes.push_back(SignInScheme::bearer);
    schemes.push_back(SignInScheme::ntlm);
    schemes.push_back(SignInScheme::basic);
    return schemes;
}

client::TokenSource token_source(ServerOptions const& options)
{
    if (!has_token(options)) return {};
    return [file = options.token_file, command = options.token_command](
               std::optional<std::string> const&) -> Outcome<std::string> {
        if (command.empty()) tell_if_others_may_read(file);
        auto token
            = command.empty() ? first_line_of_file(file) : first_line_of_command(command, "--token-command");
        if (!token) return tl::unexpected(client_failure_from(token.error()));
        return *std::move(token);
    };
}

// Who one is by ticket or token.
std::string account_of(client::SignInOptions const& options)
{
    if (options.schemes.front() == SignInScheme::negotiate) return "(ticket)";
    return options.token ? "(token)" : "";
}

Outcome<std::optional<std::string>> asked_on_terminal(std::string const& prompt)
{
    auto password = ask_password(prompt);
    if (!password) return tl::unexpected(client_failure_from(password.error()));
    if (!*password) return fail(FailureKind::cancelled, "no password was given");
    return *std::move(password);
}

bool wants_password(std::vector<SignInScheme> const& schemes)
{
    return std::ranges::any_of(schemes,
        [](SignInScheme scheme) { return scheme == SignInScheme::ntlm || scheme == SignInScheme::basic; });
}

}

// Where MIT Kerberos keeps tickets on Debian, unless the environment says otherwise.
bool has_ticket_cache()
{
    auto const* const variable = std::getenv("KRB5CCNAME");
    std::string_view cache(variable ? variable : "");
    constexpr std::string_view file_prefix = "FILE:";
    if (cache.starts_with(file_prefix))
        cache.remove_prefix(file_prefix.size());
    else if (!cache.starts_with('/') && cache.contains(':'))
        return true;
    std::error_code error;
    return std::filesystem::exists(
        cache.empty() ? "/tmp/krb5cc_" + std::to_string(::getuid()) : std::string(cache), error);
}

Outcome<std::optional<client::Credentials>> PasswordKeeper::credentials_for(
    std::string const& user, SignInPlace const& place)
{
    if (user.empty()) return std::nullopt;
    if (asked_ && asked_->user == user) return asked_;
    auto password = password_of(user, place);
    if (!password) return tl::unexpected(password.error());
    if (!*password) return std::nullopt;
    client::Credentials credentials { user, **std::move(password) };
    // Each host has a line of its own in netrc: what stands there for one is for no other.
    if (!options_.netrc) asked_ = credentials;
    return credentials;
}

Outcome<std::optional<std::string>> PasswordKeeper::password_of(
    std::string const& user, SignInPlace const& place) const
{
    if (!wants_password(place.schemes)) return std::nullopt;
    if (is_of(user, options_.password_file, "LIKENESS_PASSWORD_FILE")) {
        tell_if_others_may_read(options_.password_file);
        return optional_of(read_password(options_.password_file));
    }
    if (is_of(user, options_.password_command, "LIKENESS_PASSWORD_COMMAND"))
        return optional_of(first_line_of_command(options_.password_command, "--password-command"));
    if (options_.netrc) {
        auto found = password_from_netrc(netrc_file(), user, place.host);
        if (!found) return tl::unexpected(client_failure_from(found.error()));
        if (*found) return std::move(*found);
    }
    auto const* const variable = std::getenv("LIKENESS_PASSWORD");
    if (variable && is_of(user, variable, "LIKENESS_PASSWORD")) return std::optional<std::string>(variable);
    if (options_.netrc && place.may_do_without) return std::nullopt;
    if (options_.netrc && ::isatty(STDIN_FILENO) == 0)
        return fail(FailureKind::invalid_request,
            fmt::format("{} has no password of {} at {}", netrc_file().string(), printable(user),
                printable(place.host)));
    // A ticket or a token may do without: nobody is asked for a password that is not needed.
    auto const first = place.schemes.front();
    if (first == SignInScheme::negotiate || first == SignInScheme::bearer) return std::nullopt;
    // A user who was not named may not be needed: Autodiscover's version 2 is for everybody.
    if (options_.user != user && ::isatty(STDIN_FILENO) == 0) return std::nullopt;
    return asked_on_terminal(fmt::format("Password of {} at {}", printable(user), printable(place.host)));
}

// What stands in the environment was put there for somebody, and is nobody else's: no server of another domain gets it
// because an address of that domain is looked for.
bool PasswordKeeper::is_of(std::string const& user, std::string const& source, char const* variable) const
{
    if (source.empty()) return false;
    auto const& owner = options_.user.empty() ? profile_user_ : options_.user;
    return owner.empty() || base::equals_ignoring_ascii_case(owner, user)
        || !stands_in_environment(source, variable);
}

Outcome<client::SignInOptions> sign_in_options(ServerOptions const& options)
{
    client::SignInOptions wanted { .schemes = usual_schemes(options), .token = token_source(options) };
    if (!options.schemes.empty()) {
        auto named = named_schemes(options.schemes);
        if (!named) return tl::unexpected(named.error());
        wanted.schemes = *std::move(named);
        // Whoever names both has said that one may follow the other.
        wanted.may_fall_back_to_basic = true;
    }
    wanted.account = account_of(wanted);
    return wanted;
}

client::SignInOptions narrowed(client::SignInOptions options, SignInScheme scheme)
{
    options.schemes = { scheme };
    options.account = account_of(options);
    return options;
}

}
