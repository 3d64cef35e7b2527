// SetUserPhoto on the wire, both ways.
// Source: spec/photos.md 6.
#pragma once

#include "core/operations/set_user_photo.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// A SetUserPhoto that owns the file.
struct UploadedPhoto {
    EmailAddress email;
    base::Bytes content;

    SetUserPhoto request() const { return { email, content }; }
    friend bool operator==(UploadedPhoto const&, UploadedPhoto const&) = default;
};

/// In: the m:SetUserPhoto element. The inner result is what the answer's message says instead: invalid_smtp_address;
/// data_size_limit_exceeded past limits::upload_bytes_max; content_conversion_failed for what is no base64;
/// invalid_operation for TypeRequested ProfileHeaderPhoto.
/// Refused: a missing Email or Content, a type that is none of the schema's.
Readable<Result<UploadedPhoto>> read_set_user_photo(xml::Element const& operation);

void write_set_user_photo(xml::Writer& writer, SetUserPhoto const& request);

/// The flat form: the only one that a shipping client parses.
void write_set_user_photo_response(ResponseWriter& response, Result<void> const& answer);

/// In: the flat form, or the one with ResponseMessages that the schema has. Refused: any other element.
Readable<Result<void>> read_set_user_photo_response(xml::Element const& content);

}
