#include "library/to_client.hpp"

#include "library/sender.hpp"

#include <algorithm>

namespace likeness::exchange {

namespace {

client::FailureKind client_kind_from(FailureKind kind)
{
    using To = client::FailureKind;
    switch (kind) {
    case FailureKind::invalid_request: return To::invalid_request;
    case FailureKind::sign_in: return To::sign_in;
    case FailureKind::denied: return To::denied;
    case FailureKind::not_found: return To::not_found;
    case FailureKind::refused: return To::refused;
    case FailureKind::network: return To::network;
    case FailureKind::tls: return To::tls;
    case FailureKind::private_address: return To::private_address;
    case FailureKind::redirected: return To::redirected;
    case FailureKind::server_busy: return To::server_busy;
    case FailureKind::server_error: return To::server_error;
    case FailureKind::protocol: return To::protocol;
    case FailureKind::cancelled: return To::cancelled;
    case FailureKind::internal: return To::internal;
    }
    return To::internal;
}

client::SignInScheme client_scheme_from(SignInScheme scheme)
{
    switch (scheme) {
    case SignInScheme::negotiate: return client::SignInScheme::negotiate;
    case SignInScheme::bearer: return client::SignInScheme::bearer;
    case SignInScheme::ntlm: return client::SignInScheme::ntlm;
    case SignInScheme::basic: break;
    }
    return client::SignInScheme::basic;
}

std::vector<client::SignInScheme> schemes_from(ClientOptions const& options)
{
    std::vector<client::SignInScheme> schemes;
    for (auto const scheme : options.schemes) schemes.push_back(client_scheme_from(scheme));
    if (!schemes.empty()) return schemes;
    if (options.token) schemes.push_back(client::SignInScheme::bearer);
    if (options.user.empty()) return schemes;
    schemes.push_back(client::SignInScheme::ntlm);
    schemes.push_back(client::SignInScheme::basic);
    return schemes;
}

// One token for all interfaces of a server.
client::TokenSource shared_tokens(TokenSource source)
{
    auto const held = std::make_shared<std::optional<std::string>>();
    return [source = std::move(source), held](
               std::optional<std::string> const& refused) -> client::Outcome<std::string> {
        if (*held && *held != refused) return **held;
        auto token = source(refused);
        if (!token) return tl::unexpected(client_failure_from(token.failure()));
        *held = *token;
        return *std::move(token);
    };
}

}

client::Failure client_failure_from(Failure const& failure)
{
    return { .kind = client_kind_from(failure.kind),
        .message = failure.message,
        .detail = failure.detail,
        .retry_after = failure.retry_after };
}

std::chrono::milliseconds bounded_time(std::chrono::milliseconds time)
{
    return std::clamp<std::chrono::milliseconds>(
        time, std::chrono::milliseconds(1), client::limits::call_time_max);
}

SignInScheme scheme_from(client::SignInScheme scheme)
{
    switch (scheme) {
    case client::SignInScheme::negotiate: return SignInScheme::negotiate;
    case client::SignInScheme::bearer: return SignInScheme::bearer;
    case client::SignInScheme::ntlm: return SignInScheme::ntlm;
    case client::SignInScheme::basic: break;
    }
    return SignInScheme::basic;
}

std::string_view name_of(SignInScheme scheme) noexcept
{
    return client::name_of(client_scheme_from(scheme));
}

Result<client::SignInOptions> sign_in_options_from(ClientOptions const& options)
{
    // Whoever gives a password wants to be somebody: nothing is sent as nobody then.
    if (options.user.empty() && !options.password.empty())
        return Failure { FailureKind::invalid_request, "there is a password, and no user whose it is" };
    client::SignInOptions sign_in { .schemes = schemes_from(options),
        .account = options.token ? "(token)" : "(ticket)",
        .may_fall_back_to_basic = options.basic_may_follow };
    if (options.token) sign_in.token = shared_tokens(options.token);
    if (!options.schemes.empty() && client::SignInMeans { sign_in, credentials_from(options) }.is_anonymous())
        return Failure { FailureKind::invalid_request,
            "there is no user and no source of tokens for the ways to sign in that are allowed" };
    return sign_in;
}

std::optional<client::Credentials> credentials_from(ClientOptions const& options)
{
    if (options.user.empty()) return std::nullopt;
    return client::Credentials { options.user, options.password };
}

client::TransportOptions transport_options_from(ClientOptions const& options)
{
    return { .ca_file = options.ca_file,
        .connect_time_max = bounded_time(options.connect_time_max),
        .resolve = options.resolve,
        .connect_to = options.connect_to,
        .proxy = options.proxy };
}

std::shared_ptr<client::HttpSender> sender_from(ClientOptions const& options)
{
    if (!options.transport) return nullptr;
    return std::make_shared<TransportSender>(options.transport);
}

ClientOptions with_user(ClientOptions options, std::string const& usual)
{
    if (options.user.empty() && !options.password.empty()) options.user = usual;
    return options;
}

}
