#include "client/photos/person_photo.hpp"

#include "client/contacts.hpp"

namespace likeness::client {

namespace {

std::optional<ReceivedPhoto> small_photo(Resolution const& resolution)
{
    if (!resolution.contact || !resolution.contact->photo) return std::nullopt;
    auto const& bytes = *resolution.contact->photo;
    auto const type = sniff_picture(bytes);
    if (!type) return std::nullopt;
    return ReceivedPhoto { *type, {}, bytes };
}

// nullopt for a name of Exchange's own in an address' place: nobody can be asked by it.
Outcome<std::optional<ReceivedPhoto>> mailbox_photo(PhotoSource& photos, Mailbox const& mailbox)
{
    auto email = EmailAddress::parse(mailbox.address);
    if (mailbox.routing_type != "SMTP" || !email) return std::nullopt;
    auto answer = photos.get_user_photo({ .email = *std::move(email) }, {});
    if (!answer) return tl::unexpected(answer.error());
    auto* const photo = std::get_if<ReceivedPhoto>(&*answer);
    return photo ? std::optional(std::move(*photo)) : std::nullopt;
}

}

Outcome<std::optional<ReceivedPhoto>> photo_of(
    PhotoSource& photos, EwsClient& client, Resolution const& resolution)
{
    auto const& mailbox = resolution.mailbox;
    auto photo = mailbox.item_id.empty() ? mailbox_photo(photos, mailbox)
                                         : get_contact_picture(client, std::string(mailbox.item_id));
    if (photo && *photo) return photo;
    if (auto small = small_photo(resolution)) return small;
    return photo;
}

}
