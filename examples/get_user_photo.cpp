// Somebody's photo, by their address: fetched into a file, and not again while it stays the same.
// usage: get_user_photo URL USER PASSWORD EMAIL FILE
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

int main(int count, char const* const* words)
{
    if (count != 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    auto const photo = client->get_user_photo(words[4], { .size = exchange::PhotoSize::hr240x240 });
    if (!photo) return std::cerr << photo.failure().message << '\n', 1;
    if (!photo->picture) return std::cerr << "no photo\n", 3;
    if (auto const saved = exchange::save(*photo->picture, words[5]); !saved)
        return std::cerr << saved.failure().message << '\n', 1;

    auto const again = client->get_user_photo(
        words[4], { .size = exchange::PhotoSize::hr240x240, .validator = photo->validator });
    std::cout << photo->picture->bytes.size() << " bytes, "
              << (again && again->is_unchanged ? "unchanged" : "new") << '\n';
}
