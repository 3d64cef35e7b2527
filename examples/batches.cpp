// Several names at once, and all pictures of the contacts in one's own mailbox by batches: one request brings many.
// usage: batches URL USER PASSWORD FOLDER NAME...
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

static void resolve(exchange::Client& client, std::vector<std::string> const& names)
{
    // A result for each name, in order: one that fails takes none of the others along.
    auto const results = client.resolve_names(names);
    for (std::size_t at = 0; at < results.size(); ++at)
        if (!results[at])
            std::cout << names[at] << ": " << results[at].failure().message << '\n';
        else
            std::cout << names[at] << ": " << results[at]->found.size() << " found\n";
}

static std::vector<exchange::Attachment> pictures_of(
    exchange::Client& client, exchange::ContactPage const& page)
{
    std::vector<std::string> ids;
    for (auto const& contact : page.contacts) ids.push_back(contact.id);
    std::vector<exchange::Attachment> pictures;
    for (auto const& contact : client.get_contacts(ids))
        if (contact && contact->picture_attachment()) pictures.push_back(*contact->picture_attachment());
    return pictures;
}

int main(int count, char const* const* words)
{
    if (count < 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;
    resolve(*client, { words + 5, words + count });

    auto const page = client->list_contacts({ .with_picture_only = true });
    if (!page) return std::cerr << page.failure().message << '\n', 1;
    auto const pictures = client->load(pictures_of(*client, *page));
    for (std::size_t at = 0; at < pictures.size(); ++at)
        if (pictures[at])
            if (auto const file = exchange::save_in(words[4], std::to_string(at), *pictures[at]))
                std::cout << *file << '\n';
}
