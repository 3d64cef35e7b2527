// What an HTTP answer says about a photo: the table of spec/photos.md 4.1, read from the client's side.
// Source: spec/photos.md 9; spec/auth.md 9.7.
#pragma once

#include "client/http/http_failure.hpp"
#include "core/picture_type.hpp"

#include <variant>

namespace likeness::client {

/// A picture as the server sent it.
struct ReceivedPhoto {
    PictureType type = PictureType::jpeg; ///< By its bytes; what the server calls it is not believed.
    std::string validator; ///< What to ask with next time, as If-None-Match wants it. May be empty.
    base::Bytes bytes; ///< The encoded file.

    friend bool operator==(ReceivedPhoto const&, ReceivedPhoto const&) = default;
};

/// What we have is what the server would send.
struct Unchanged {
    friend bool operator==(Unchanged const&, Unchanged const&) = default;
};

/// The server shows no photo for this address, or does not know it: it does not tell which.
struct NoPhoto {
    friend bool operator==(NoPhoto const&, NoPhoto const&) = default;
};

using PhotoAnswer = std::variant<ReceivedPhoto, Unchanged, NoPhoto>;

/// A picture that was sent. In: the encoded file, the type and the entity tag that the server gives it, as they came.
/// Errors: protocol when the bytes are none that we know.
Outcome<PhotoAnswer> take_picture(
    base::Bytes bytes, std::string_view said_type, std::string_view etag, Asked const& asked);

/// Unchanged. Errors: protocol where no validator was sent, so that nothing can have been compared.
Outcome<PhotoAnswer> take_unchanged(Asked const& asked);

/// What an answer by REST says. Errors: sign_in for a page where a picture should be; those of take_picture,
/// take_unchanged and fail_with_status.
Outcome<PhotoAnswer> judge_answer(HttpAnswer answer, Asked const& asked);

}
