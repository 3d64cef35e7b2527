// All contacts of one's own mailbox, page by page, and the pictures of those that have one.
// usage: list_contact_photos URL USER PASSWORD FOLDER
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

int main(int count, char const* const* words)
{
    if (count != 5) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;

    for (std::optional<int> offset = 0; offset;) {
        auto const page = client->list_contacts({ .offset = *offset });
        if (!page) return std::cerr << page.failure().message << '\n', 1;
        for (auto const& contact : page->contacts) {
            std::cout << contact.display_name << '\t' << contact.id << '\n';
            if (!contact.has_picture) continue;
            auto const picture = client->get_contact_picture(contact);
            if (!picture) return std::cerr << picture.failure().message << '\n', 1;
            if (*picture)
                if (auto const file = exchange::save_in(words[4], contact.display_name, **picture))
                    std::cout << *file << '\n';
        }
        offset = page->next_offset;
    }
}
