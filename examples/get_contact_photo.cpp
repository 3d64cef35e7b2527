// The picture of a contact in one's own mailbox, as a file named as the attachment is.
// usage: get_contact_photo URL USER PASSWORD CONTACT-ID FOLDER
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

int main(int count, char const* const* words)
{
    if (count != 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    auto const contact = client->get_contact(words[4]);
    if (!contact) return std::cerr << contact.failure().message << '\n', 1;
    auto const* const attachment = contact->picture_attachment();
    if (!contact->has_picture || !attachment) return std::cerr << "no picture\n", 3;

    auto const picture = client->load(*attachment);
    if (!picture) return std::cerr << picture.failure().message << '\n', 1;
    auto const file = exchange::save_in(words[5], attachment->name, *picture);
    if (!file) return std::cerr << file.failure().message << '\n', 1;
    std::cout << contact->display_name << ": " << *file << '\n';
}
