// The decoders of this process: which may run at all, and how they are started.
#pragma once

#include "core/error.hpp"
#include "core/picture_type.hpp"

namespace likeness::image {

/// Call once, before anything else of this room and before there is a second thread; ends in an Error
/// only where the installation is broken (internal_server_error).
///
/// Afterwards libvips runs in one thread, remembers nothing from one picture to the next, has read no
/// plug-in but its HEIF one, writes no machine code, and refuses every loader but those for JPEG, PNG, GIF, WebP, TIFF and HEIF.
/// `out_of_memory` is called, from wherever it happened, when memory runs out in code that can only
/// abort; it must not return. nullptr: abort.
Result<> start_decoders(void (*out_of_memory)() noexcept = nullptr);

/// Whether pictures of this type can be decoded here. HEIF only where its plug-in is installed, BMP never.
bool can_decode(PictureType type);

}
