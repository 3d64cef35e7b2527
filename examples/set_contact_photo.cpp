// Makes a picture that of a contact in one's own mailbox; without a file takes the one that it has away.
// usage: set_contact_photo URL USER PASSWORD CONTACT-ID [FILE]
#include <likeness/likeness.hpp>

#include <iostream>

namespace exchange = likeness::exchange;

static exchange::Result<std::string> change(exchange::Client& client, char const* id, char const* file)
{
    if (!file) {
        auto const removed = client.remove_contact_picture(id);
        if (!removed) return removed.failure();
        return std::string(*removed ? "removed" : "there was none");
    }
    auto const picture = exchange::read_picture_file(file);
    if (!picture) return picture.failure();
    auto const stored = client.set_contact_picture(id, *picture);
    if (!stored) return stored.failure();
    return std::string("stored");
}

int main(int count, char const* const* words)
{
    if (count != 5 && count != 6) return 2;
    auto client = exchange::Client::open(words[1], { .user = words[2], .password = words[3] });
    if (!client) return std::cerr << client.failure().message << '\n', 1;
    auto const done = change(*client, words[4], count == 6 ? words[5] : nullptr);
    if (!done) return std::cerr << done.failure().message << '\n', 1;
    std::cout << *done << '\n';
}
