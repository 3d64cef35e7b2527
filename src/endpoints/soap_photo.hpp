// GetUserPhoto and SetUserPhoto by SOAP.
// Source: spec/photos.md 5 and 6.
#pragma once

#include "endpoints/ews_call.hpp"

namespace likeness::endpoints {

http::Next answer_get_user_photo(EwsCall const& call);
http::Next answer_set_user_photo(EwsCall const& call);

/// What the bytes of a GetUserPhoto request say: a caller that sends the same again is answered by it without parsing.
struct KnownPhotoRequest {
    GetUserPhoto request;
    ews::Spellings spellings;
};

/// nullopt where the request is another one, or is refused, or runs on somebody else's behalf.
std::optional<KnownPhotoRequest> known_photo_request(ews::Request const& request);

http::Next answer_known_photo_request(
    Turn& turn, Caller const& caller, KnownPhotoRequest const& known, EwsParts const& parts);

}
