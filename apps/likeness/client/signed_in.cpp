#include "apps/likeness/client/signed_in.hpp"

#include "base/ascii.hpp"
#include "client/soap/ews_client.hpp"

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

// "sadie" of CONTOSO\sadie: the directory is asked for names and addresses, not for logins.
std::string entry_of(std::string const& user)
{
    return user.substr(user.find('\\') + 1);
}

bool is_entry_of(Resolution const& found, std::string_view entry)
{
    auto const address = std::string_view(found.mailbox.address);
    auto const account = address.substr(0, address.find('@'));
    return base::equals_ignoring_ascii_case(entry.contains('@') ? address : account, entry);
}

Resolutions only_entry_of(Resolutions answer, std::string_view entry)
{
    // Of an address a server may find the person by one of their others.
    if (answer.found.size() == 1 && entry.contains('@')) return answer;
    std::erase_if(answer.found, [&](Resolution const& found) { return !is_entry_of(found, entry); });
    if (answer.found.size() != 1) answer.found.clear();
    return answer;
}

// It answered, as a server does that has let us in; only that it has nobody to name.
bool is_in_spite_of(client::Failure const& failure)
{
    return failure.kind == FailureKind::not_found || failure.kind == FailureKind::refused;
}

}

Outcome<SignedIn> ask_who_is_signed_in(client::HttpClientOptions wanted, std::string const& user)
{
    auto client = client::EwsClient::open(std::move(wanted));
    if (!client) return tl::unexpected(client.error());
    auto const entry = entry_of(user);
    auto answer = client->resolve_names({ .entry = entry,
        .full_contact_data = true,
        .scope = SearchScope::directory,
        .shape = { .base = ContactShape::Base::all_properties } });
    if (!answer && !is_in_spite_of(answer.error())) return tl::unexpected(answer.error());
    if (!client->scheme())
        return fail(FailureKind::protocol,
            client->endpoint().host + " wants no sign-in, so it is no Exchange server");
    return SignedIn { *client->scheme(), client->server_version(),
        only_entry_of(std::move(answer).value_or(Resolutions {}), entry) };
}

}
