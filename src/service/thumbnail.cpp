#include "service/thumbnail.hpp"

#include "core/limits.hpp"
#include "core/picture_type.hpp"

#include <string>

namespace likeness::service {

Result<Photo> thumbnail_from(
    PersonId const& person, base::ByteView file, EntityTags const& tags, Clock const& clock)
{
    if (file.size() > limits::thumbnail_bytes_max)
        return fail(Code::data_size_limit_exceeded,
            "The thumbnail has " + std::to_string(file.size()) + " bytes, more than the limit of "
                + std::to_string(limits::thumbnail_bytes_max) + ".");
    auto const type = sniff_picture(file);
    if (!type || !clients_show(*type))
        return fail(Code::content_conversion_failed, "The thumbnail is no JPEG, PNG, GIF or BMP picture.");
    return Photo { .content_type = std::string(content_type_of(*type)),
        .etag = tags.of(person, PhotoSource::directory, file),
        .changed_at = clock.now(),
        .bytes = base::copy_of(file) };
}

}
