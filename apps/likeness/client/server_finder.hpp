// ServerFinder: from the options of a command to a server that can be asked: given, of a profile, or found by
// Autodiscover, with the sign-in for it.
#pragma once

#include "apps/likeness/client/profile.hpp"
#include "apps/likeness/client/sign_in_sources.hpp"
#include "client/discovery/discovery.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace likeness::app {

/// Which of a server's resources a command asks: client::photo_endpoint or client::ews_endpoint.
using EndpointOf = client::Outcome<client::Url> (*)(client::Url const& base);

/// What was found before may be out of date.
enum class Kept { may_be_used, is_not_asked };

struct Reached {
    client::HttpClientOptions options;
    client::Source source = client::Source::given; ///< Where the address comes from.
    std::string profile; ///< Whose address it is; empty: no profile's.
    std::string user; ///< Who signs in; empty: nobody.
};

/// One command's search; a password is asked for once. Not for several threads.
class ServerFinder {
public:
    /// `options` must outlive it. Errors: invalid_request for a profile that cannot be read, or that is named and is not
    /// there; for an option that is none.
    static client::Outcome<ServerFinder> open(ServerOptions const& options);

    /// The same, without any profile: for whoever is about to write one.
    static client::Outcome<ServerFinder> open_anew(ServerOptions const& options);

    ServerFinder(ServerFinder&&) noexcept;
    ServerFinder& operator=(ServerFinder&&) noexcept;
    ~ServerFinder();

    /// Looks for the server of `email`, whatever --url and the profile say, as --user or else as `email`; a user of the
    /// environment counts where their domain is the address's, what the profile trusts for its own user alone. What is
    /// kept is what was found.
    /// Errors: those of client::discover.
    client::Discovered search(
        EmailAddress const& email, Kept kept, std::function<void(client::Step const&)> on_step = {});

    /// The server that the options mean, with the sign-in for it: --url, else the profile's, else the one that is
    /// searched by the address of --user, else of the profile's user, or by `email` where there is none. The server's
    /// address is judged before a password is read or asked for on the terminal.
    /// Errors: invalid_request; those of client::discover.
    client::Outcome<Reached> reach(EndpointOf endpoint_of, std::string const& email, Kept kept);

    /// Calls `ask` with what reach has; once more with a server that is looked for anew, where one that was found before
    /// no longer does. Errors: those of reach and of `ask`.
    template <class Ask>
    auto with_reached(EndpointOf endpoint_of, std::string const& email, Ask ask) -> decltype(ask(Reached()))
    {
        auto reached = reach(endpoint_of, email, Kept::may_be_used);
        if (!reached) return tl::unexpected(reached.error());
        auto const was_kept = reached->source == client::Source::kept;
        auto outcome = ask(*std::move(reached));
        if (outcome || !was_kept || !may_be_out_of_date(outcome.error())) return outcome;
        reached = reach(endpoint_of, email, Kept::is_not_asked);
        if (!reached) return tl::unexpected(reached.error());
        return ask(*std::move(reached));
    }

    /// The same for whoever does not ask where the server comes from.
    template <class Ask>
    auto with_server(EndpointOf endpoint_of, std::string const& email, Ask ask)
        -> decltype(ask(client::HttpClientOptions()))
    {
        return with_reached(
            endpoint_of, email, [&](Reached reached) { return ask(std::move(reached.options)); });
    }

private:
    struct Parts;
    struct Means;

    explicit ServerFinder(std::unique_ptr<Parts> parts);

    static client::Outcome<ServerFinder> open_with(ServerOptions const& options, Profile profile);
    static bool may_be_out_of_date(client::Failure const& failure);
    std::string user_for(EmailAddress const& address) const;
    Means const& means_for(EmailAddress const& address) const;
    std::optional<EmailAddress> address_to_search(std::string const& email) const;
    client::Outcome<Reached> reach_profile(EndpointOf endpoint_of);
    client::Outcome<Reached> reach_found(EndpointOf endpoint_of, std::string const& email, Kept kept);
    client::Outcome<Reached> reach_at(
        client::Url const& base, EndpointOf endpoint_of, std::string const& user, Means const& means);

    std::unique_ptr<Parts> parts_;
};

}
