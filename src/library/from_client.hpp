// The words of the rooms client and core as those of the public API, and back.
#pragma once

#include "client/contacts.hpp"
#include "likeness/client.hpp"

namespace likeness::exchange {

Failure failure_from(client::Failure failure);

Picture picture_from(client::ReceivedPhoto photo);
UserPhoto user_photo_from(client::PhotoAnswer answer);
likeness::PhotoSize size_from(PhotoSize size);

ServerVersion version_from(ews::ServerVersion const& version);

People people_from(Resolutions const& resolutions);

Contact contact_from(ShownItem const& item);
ContactPage page_from(client::ContactPage const& page);

/// `convert` makes a Value of what the outcome holds.
template <class Value, class From, class Convert>
Result<Value> result_from(client::Outcome<From>&& outcome, Convert convert)
{
    if (!outcome) return failure_from(std::move(outcome.error()));
    return Result<Value>(convert(*std::move(outcome)));
}

}
