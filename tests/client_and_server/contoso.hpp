// Our server in this process, for all tests of a program, and clients of ours that ask it.
#pragma once

#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "client/soap/ews_client.hpp"
#include "end_to_end/running_server.hpp"

namespace likeness::tests {

/// Opened at its first use; closed when the program ends.
inline RunningServer& contoso()
{
    static RunningServer server;
    return server;
}

inline EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

inline client::Url ews_of(RunningServer const& server)
{
    return client::parse_url(server.url()).and_then(client::ews_endpoint).value();
}

inline client::EwsClient ews_client(std::string const& password = app::demo_password)
{
    return client::EwsClient::open(
        { .endpoint = ews_of(contoso()), .credentials = client::Credentials { app::demo_user, password } })
        .value();
}

}
