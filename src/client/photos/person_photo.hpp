// The best photo of somebody whom a name resolved to.
// Source: spec/photos.md 9.8; spec/directory.md 10.4.
#pragma once

#include "client/soap/ews_client.hpp"

namespace likeness::client {

/// Of a contact in a folder, the picture beside it. Of anybody else the mailbox's photo, as large as there is one, then
/// the directory's small one that came with the answer. nullopt: there is none.
/// In: `photos` and `client` ask the same server. Errors: those of PhotoSource::get_user_photo and get_contact_picture;
/// never where the small one is there.
Outcome<std::optional<ReceivedPhoto>> photo_of(
    PhotoSource& photos, EwsClient& client, Resolution const& resolution);

}
