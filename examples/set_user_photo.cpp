// Makes a picture somebody's photo.
// usage: set_user_photo URL USER PASSWORD EMAIL FILE
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

int main(int count, char const* const* words)
{
    if (count != 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    auto const picture = exchange::read_picture_file(words[5]);
    if (!picture) return std::cerr << picture.failure().message << '\n', 1;
    if (auto const stored = client->set_user_photo(words[4], *picture); !stored)
        return std::cerr << stored.failure().message << '\n', 1;
    std::cout << "stored\n";
}
