// Photo: a picture that can be served, and what the renderer makes of an upload.
// Source: spec/photos.md 3, 7 and 10.
#pragma once

#include "base/bytes.hpp"
#include "base/http_date.hpp"
#include "core/photo_size.hpp"

#include <string>
#include <vector>

namespace likeness {

/// One picture as it is served: a rendition of a mailbox photo, or a directory thumbnail.
struct Photo {
    std::string content_type; ///< "image/jpeg" for mailbox photos; sniffed for thumbnails.
    std::string etag; ///< Changes exactly when `bytes` does. 16 upper-case hex digits, no quotes.
    base::Seconds changed_at {}; ///< When these bytes came to be.
    base::Bytes bytes; ///< The encoded file.

    friend bool operator==(Photo const&, Photo const&) = default;
};

/// One square JPEG that the renderer made of an upload.
struct Rendition {
    PhotoSize code = PhotoSize::hr48x48; ///< What it is filed under.
    int edge_px = 0; ///< Its true edge; below 48 for an upload smaller than that.
    base::Bytes jpeg;

    friend bool operator==(Rendition const&, Rendition const&) = default;
};

/// A rendition as the store keeps it.
struct StoredRendition {
    PhotoSize code = PhotoSize::hr48x48;
    int edge_px = 0;
    Photo photo;

    friend bool operator==(StoredRendition const&, StoredRendition const&) = default;
};

}
