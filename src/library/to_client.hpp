// What a program asks for in the public API's words, in those of the room client.
#pragma once

#include "client/http/http_client.hpp"
#include "likeness/client_options.hpp"

namespace likeness::exchange {

client::Failure client_failure_from(Failure const& failure);
SignInScheme scheme_from(client::SignInScheme scheme);

/// The source of tokens is called when none is held, or the one that is held was refused, whoever asks: of one session
/// two interfaces are used. Errors: invalid_request where no scheme of those that are named can be used, and for a
/// password without a user.
Result<client::SignInOptions> sign_in_options_from(ClientOptions const& options);

/// nullopt: there is no user.
std::optional<client::Credentials> credentials_from(ClientOptions const& options);

client::TransportOptions transport_options_from(ClientOptions const& options);

/// nullptr: libcurl.
std::shared_ptr<client::HttpSender> sender_from(ClientOptions const& options);

/// The options with a user: `usual` where nobody is named and there is a password.
ClientOptions with_user(ClientOptions options, std::string const& usual);

/// From a millisecond to limits::call_time_max, whatever a program says: none of it may overflow.
std::chrono::milliseconds bounded_time(std::chrono::milliseconds time);

}
