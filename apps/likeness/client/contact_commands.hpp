// The subcommands of `likeness contact`, and what they have in common.
#pragma once

#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/command.hpp"
#include "client/contacts.hpp"

namespace likeness::app {

struct ContactOptions {
    std::string contact; ///< An id, a display name or an e-mail address.
    ServerOptions server;
    ClientOutput output;
};

void declare(CLI::App& command, ContactOptions& options);

/// Calls `work` with a client of the server that the options mean; where they name none, of the one that Autodiscover
/// finds. Errors: those of ServerFinder::reach, EwsClient::open and of `work`.
template <class Work>
auto with_ews_client(ServerOptions const& options, Work const& work)
    -> decltype(work(std::declval<client::EwsClient&>()))
{
    auto finder = ServerFinder::open(options);
    if (!finder) return tl::unexpected(finder.error());
    using Answer = decltype(work(std::declval<client::EwsClient&>()));
    return finder->with_server(client::ews_endpoint, {}, [&](client::HttpClientOptions wanted) -> Answer {
        auto client = client::EwsClient::open(std::move(wanted));
        if (!client) return tl::unexpected(client.error());
        return work(*client);
    });
}

/// The contact's id, whichever way it is named: what is as long and has such letters as no name but an id has is taken
/// for one. Errors: not_found; invalid_request where several have the name; those of find_contacts.
client::Outcome<std::string> contact_id(client::EwsClient& client, std::string const& contact);

/// "id", "name", "email" and what else there is of it.
Json contact_json(ShownItem const& item);

std::string_view name_of(ShownItem const& item);
bool has_picture(ShownItem const& item);

void add_contact_list(CLI::App& group, Command& chosen);
void add_contact_get(CLI::App& group, Command& chosen);
void add_contact_photo(CLI::App& group, Command& chosen);
void add_contact_set_photo(CLI::App& group, Command& chosen);

}
