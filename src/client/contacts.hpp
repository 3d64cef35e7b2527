// Contacts in one's own mailbox, and their pictures: the sequences of calls that clients make.
// Source: spec/contacts.md 5, 6, 10 and 13.
#pragma once

#include "client/photos/photo_answer.hpp"
#include "client/soap/ews_client.hpp"

#include <span>

namespace likeness::client {

/// What all that follow use is the client's, one call at a time; their errors are those of its calls besides the ones
/// that are named.

struct ContactListing {
    FolderReference folder = DistinguishedReference { DistinguishedFolder::contacts, std::nullopt };
    int offset = 0;
    int page_size = 100; ///< 1 to likeness::limits::find_items_max.
    bool with_picture_only = false;
};

struct ContactPage {
    std::vector<ShownItem> contacts; ///< Names, addresses, numbers and whether there is a picture. No lists.
    int total = 0;
    std::optional<int> next_offset; ///< nullopt: this is the last page.
};

/// By what they are filed as. Errors: invalid_request for numbers out of range; protocol for a page that leads back.
Outcome<ContactPage> list_contacts(EwsClient& client, ContactListing const& listing);

/// Whom of the mailbox's own Contacts a person means by a display name, a file-as or an e-mail address: up to
/// `most` of them, as lists have them. Upper and lower case are the server's to judge.
Outcome<std::vector<ShownItem>> find_contacts(
    EwsClient& client, std::string const& name_or_address, int most);

/// All properties and the list of attachments; one outcome for each id, in order. After a failure that concerns a whole
/// request, what is left is not asked, and has that failure.
Outcomes<ShownItem> get_contacts(EwsClient& client, std::span<std::string const> ids);

/// What is in attachments that are pictures; one outcome for each id, in order, as above.
/// Errors: protocol for bytes that are no picture.
Outcomes<ReceivedPhoto> load_pictures(EwsClient& client, std::span<std::string const> ids);

/// The attachment that is the item's picture: marked as one. nullptr: there is none. Lasts as long as the item.
FileAttachment const* picture_attachment(ShownItem const& item);

/// nullopt: the contact has no picture. Errors: not_found.
Outcome<std::optional<ReceivedPhoto>> get_contact_picture(EwsClient& client, std::string const& id);

/// The bytes become the contact's picture. What it had is removed only once they are there.
/// Hands back the contact's new change key.
/// Errors: invalid_request for bytes that are no picture, or over likeness::limits::contact_photo_bytes_max; not_found.
Outcome<std::string> set_contact_picture(EwsClient& client, std::string const& id, base::ByteView picture);

/// False: there was none. Errors: not_found.
Outcome<bool> remove_contact_picture(EwsClient& client, std::string const& id);

}
