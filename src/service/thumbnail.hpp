// A directory thumbnail of the local directory, from a file: kept as it is, never converted.
// Source: spec/photos.md 3.2, spec/directory.md 8.
#pragma once

#include "core/photo.hpp"
#include "core/ports/clock.hpp"
#include "service/entity_tag.hpp"

namespace likeness::service {

/// Errors: data_size_limit_exceeded past limits::thumbnail_bytes_max; content_conversion_failed when the
/// bytes are no JPEG, PNG, GIF or BMP.
Result<Photo> thumbnail_from(
    PersonId const& person, base::ByteView file, EntityTags const& tags, Clock const& clock);

}
