// What an HTTP answer says about a photo: the table of spec/photos.md 4.1, read from the client's side.
// Source: spec/photos.md 9; spec/auth.md 9.7.
#pragma once

#include "client/transport.hpp"
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

/// How the question was put, as far as the answer's meaning hangs on it.
struct Asked {
    std::string host;
    bool with_credentials = false;
    bool with_validator = false;
};

/// Errors: sign_in (401, 440, 456, and a page where a picture should be), denied (403), server_busy (429,
/// 503), server_error (5xx), network (407, a proxy's), protocol (everything else).
Outcome<PhotoAnswer> judge_answer(HttpAnswer answer, Asked const& asked);

}
