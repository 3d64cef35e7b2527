#include "apps/likeness/client/client_failure.hpp"

#include "apps/likeness/messages.hpp"

namespace likeness::app {

namespace {

using client::FailureKind;

std::string advice_for(client::Failure const& failure)
{
    if (failure.retry_after)
        return fmt::format("the server says: try again in {} seconds", failure.retry_after->count());
    switch (failure.kind) {
    case FailureKind::sign_in:
        return "check --user (user@domain, DOMAIN\\user or user) and its password, the ticket (kinit) or the "
               "token, "
               "and the schemes of --auth";
    case FailureKind::denied: return "signed in, but this account may not do that here";
    case FailureKind::tls:
        return "where the server's certificate comes from an authority of your own, name its file with "
               "--cacert";
    case FailureKind::private_address:
        return "where the server stands in a network of your own, allow that with --allow-private DOMAIN";
    case FailureKind::redirected: return "if you trust where it leads, give that address as --url";
    case FailureKind::network:
        return "check the name and the network; where it takes a proxy, name it with --proxy";
    case FailureKind::server_busy:
    case FailureKind::server_error: return "try again in a moment";
    case FailureKind::protocol: return "check that --url names an Exchange or likeness server";
    case FailureKind::invalid_request:
    case FailureKind::not_found:
    case FailureKind::refused:
    case FailureKind::cancelled:
    case FailureKind::internal: return {};
    }
    return {};
}

}

ExitCode exit_code_of(FailureKind kind)
{
    switch (kind) {
    case FailureKind::invalid_request: return ExitCode::usage;
    case FailureKind::sign_in:
    case FailureKind::denied: return ExitCode::sign_in;
    case FailureKind::not_found: return ExitCode::not_found;
    case FailureKind::network:
    case FailureKind::private_address: return ExitCode::network;
    case FailureKind::tls: return ExitCode::tls;
    case FailureKind::server_busy:
    case FailureKind::server_error: return ExitCode::unavailable;
    case FailureKind::refused:
    case FailureKind::redirected:
    case FailureKind::protocol:
    case FailureKind::internal: return ExitCode::failure;
    case FailureKind::cancelled: return ExitCode::interrupted;
    }
    return ExitCode::failure;
}

std::string_view name_of(FailureKind kind)
{
    switch (kind) {
    case FailureKind::invalid_request: return "invalid_request";
    case FailureKind::sign_in: return "sign_in";
    case FailureKind::denied: return "denied";
    case FailureKind::not_found: return "not_found";
    case FailureKind::refused: return "refused";
    case FailureKind::network: return "network";
    case FailureKind::tls: return "tls";
    case FailureKind::private_address: return "private_address";
    case FailureKind::redirected: return "redirected";
    case FailureKind::server_busy: return "server_busy";
    case FailureKind::server_error: return "server_error";
    case FailureKind::protocol: return "protocol";
    case FailureKind::cancelled: return "cancelled";
    case FailureKind::internal: return "internal";
    }
    return "internal";
}

client::Failure client_failure_from(Error const& error)
{
    return { .kind = FailureKind::invalid_request, .message = error.message, .detail = error.detail };
}

ExitCode report_failure(std::string_view tried, client::Failure const& failure)
{
    tell("cannot {}: {}{}{}", tried, failure.message, failure.detail.empty() ? "" : ": ", failure.detail);
    if (auto const advice = advice_for(failure); !advice.empty()) tell("{}", advice);
    return exit_code_of(failure.kind);
}

}
