// A file's name for a picture, out of what a stranger calls it.
// Source: spec/contacts.md 14.
#pragma once

#include "core/picture_type.hpp"

#include <string>
#include <string_view>

namespace likeness::client {

/// The part behind the last slash or backslash, without control characters, with every letter that could mean something to
/// a shell or a path, and a dot, dash or blank at its ends, as an underscore; "picture" where nothing is left. It is cut
/// to limits::picture_name_bytes_max, between letters. An extension of a picture is made the one of `type`, or put
/// behind it where there is none. In: any bytes; out: UTF-8.
std::string picture_name(std::string_view name, PictureType type);

}
