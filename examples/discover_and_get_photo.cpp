// Somebody's own photo, by an address and a password alone: LIKENESS_EMAIL and LIKENESS_PASSWORD. Where the company has
// an authority of its own, LIKENESS_CA_FILE.
// usage: discover_and_get_photo FILE
#include <likeness/likeness.hpp>

#include <cstdlib>
#include <iostream>

namespace exchange = likeness::exchange;

static std::string variable(char const* name)
{
    auto const* const value = std::getenv(name);
    return value ? value : "";
}

int main(int count, char const* const* words)
{
    if (count != 2) return 2;
    auto const email = variable("LIKENESS_EMAIL");
    exchange::ClientOptions const me { .password = variable("LIKENESS_PASSWORD"),
        .ca_file = variable("LIKENESS_CA_FILE") };
    auto const server = exchange::discover(email, me);
    if (!server) return std::cerr << server.failure().message << '\n', 1;
    auto client = exchange::Client::open(*server, me);
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    auto const photo = client->get_user_photo(email);
    if (!photo) return std::cerr << photo.failure().message << '\n', 1;
    if (!photo->picture) return std::cerr << "no photo\n", 3;
    if (auto const saved = exchange::save(*photo->picture, words[1]); !saved)
        return std::cerr << saved.failure().message << '\n', 1;
    std::cout << server->url << '\n';
}
