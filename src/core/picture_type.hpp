// What kind of picture some bytes are, by the bytes alone: names and declared types are not believed.
#pragma once

#include "base/bytes.hpp"

#include <optional>
#include <string_view>

namespace likeness {

enum class PictureType { jpeg, png, gif, webp, tiff, heif, bmp };

/// Looks at the first 32 bytes; nullopt when they are no picture that we know. That the rest of the
/// file holds what the start promises is for a decoder to find out.
std::optional<PictureType> sniff_picture(base::ByteView bytes);

/// Whether the programs that show photos show this type: a directory's TIFF would be a broken image in all of them.
bool clients_show(PictureType type);

/// "image/jpeg" and so on.
std::string_view content_type_of(PictureType type);

/// "jpg" and so on: how a file of this type is named.
std::string_view file_extension_of(PictureType type);

}
