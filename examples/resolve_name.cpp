// Who is meant by a name, and their photos, each as a file of its own.
// usage: resolve_name URL USER PASSWORD NAME FOLDER
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

int main(int count, char const* const* words)
{
    if (count != 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    auto const people = client->resolve_name(words[4]);
    if (!people) return std::cerr << people.failure().message << '\n', 1;
    for (auto const& person : people->found) {
        std::cout << person.name << " <" << person.email << ">\n";
        if (!person.photo) continue;
        if (auto const file = exchange::save_in(words[5], person.name, *person.photo))
            std::cout << *file << '\n';
    }
}
