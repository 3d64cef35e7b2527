// Entity tags as a server sends them: opaque, kept as they came, sent back quoted.
// Source: RFC 9110, section 8.8.3; spec/photos.md 7 and 8, row 10.
#pragma once

#include <string>
#include <string_view>

namespace likeness::client {

/// What If-None-Match should say to ask with this ETag header: "x" and W/"x" as they are, a bare x quoted.
/// Empty when the header cannot be used: no tag, quotes or control characters inside, or longer than
/// limits::etag_bytes_max.
std::string validator_from(std::string_view etag_header);

}
