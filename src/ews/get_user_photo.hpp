// GetUserPhoto on the wire, both ways.
// Source: spec/photos.md 5.
#pragma once

#include "core/operations/get_user_photo.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:GetUserPhoto element. The inner result is what the answer's message says instead of a picture:
/// invalid_smtp_address; invalid_photo_size for a header banner's size; item_not_found for TypeRequested
/// ProfileHeaderPhoto, since nobody has such a picture here.
/// Refused: a missing Email or SizeRequested, a size or type that is none of the schema's.
Readable<Result<GetUserPhoto>> read_get_user_photo(xml::Element const& operation);

void write_get_user_photo(xml::Writer& writer, GetUserPhoto const& request);

/// The flat response element. A failure carries HasChanged too, as the schema demands.
void write_get_user_photo_response(ResponseWriter& response, Result<UserPhotoAnswer> const& answer);

/// The same in two halves around the picture's base64, for a caller that keeps it as bytes that are ready to be sent.
struct PhotoFrame {
    std::string before;
    std::string after;
};
PhotoFrame frame_of_photo(
    std::string_view content_type, Spellings const& spellings, ServerVersion const& version);

/// In: what a server answers: also one whose picture has no ContentType (then `content_type` is empty) or is missing
/// (then it is item_not_found, unless nothing has changed). HasChanged false with a picture counts as a picture.
/// Refused: an element that is no GetUserPhotoResponse, and a picture that is no base64.
Readable<Result<UserPhotoAnswer>> read_get_user_photo_response(xml::Element const& content);

}
