// What is true of every answer of render_picture, whatever the upload: the invariant that the tests and
// the fuzzer share.
#pragma once

#include "core/picture_type.hpp"
#include "image/pictures.hpp"
#include "image/render_picture.hpp"

#include <optional>
#include <string>

namespace likeness::image::test {

/// What is wrong with a rendition; nullopt when it is a square sRGB JPEG of its code's edge, or a single
/// smaller one.
inline std::optional<std::string> flaw_of(Rendition const& rendition, bool is_single)
{
    if (sniff_picture(rendition.jpeg) != PictureType::jpeg) return "is no JPEG";
    auto const pixels = decoded(rendition.jpeg);
    if (pixels.width_px != pixels.height_px || pixels.width_px != rendition.edge_px || pixels.bands != 3)
        return "has not the shape it says";
    auto const is_small = is_single && rendition.code == PhotoSize::hr48x48 && rendition.edge_px < 48;
    if (!is_small && rendition.edge_px != edge_px(rendition.code)) return "has not the edge of its code";
    return std::nullopt;
}

/// What is wrong with an answer; nullopt when it is an Error that PhotoRenderer promises, or a set of
/// sound renditions, each code up to the largest once, smallest first.
inline std::optional<std::string> flaw_of(Result<std::vector<Rendition>> const& answer)
{
    if (!answer) {
        auto const code = answer.error().code;
        if (code == Code::content_conversion_failed || code == Code::data_size_limit_exceeded)
            return std::nullopt;
        return "error of another kind: " + for_operator(answer.error());
    }
    if (answer->empty() || answer->size() > photo_sizes.size()) return "not one to nine renditions";
    for (std::size_t index = 0; index < answer->size(); ++index) {
        auto const& rendition = (*answer)[index];
        if (rendition.code != photo_sizes[index]) return "a code is missing or out of order";
        if (auto const flaw = flaw_of(rendition, answer->size() == 1))
            return std::string(code_of(rendition.code)) + " " + *flaw;
    }
    return std::nullopt;
}

}
