// libvips, wrapped once: images with one owner, and its failures as values. Private to this room.
#pragma once

#include "core/error.hpp"

#include <concepts>
#include <memory>
#include <string>
#include <utility>
#include <vips/vips.h>

namespace likeness::image {

struct Unreference {
    void operator()(VipsImage* image) const noexcept { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unreference>;

/// What libvips has said since it was last asked, on one line; empty when it has said nothing. A
/// decoder's warnings are in it as well as its errors.
std::string take_vips_log();

/// Why the last libvips call failed: content_conversion_failed with libvips' words as detail, or
/// internal_server_transient_error when memory ran out, which is no property of the picture.
tl::unexpected<Error> decoding_failed();

/// One libvips operation: `operation` is told where to put its image and answers libvips' status.
template <std::invocable<VipsImage**> Operation> Result<Image> run(Operation&& operation)
{
    VipsImage* raw = nullptr;
    int const status = std::forward<Operation>(operation)(&raw);
    Image image(raw);
    if (status != 0) return decoding_failed();
    return image;
}

}
