#include "core/photo_size.hpp"

#include "base/ascii.hpp"

#include <string>

namespace likeness {

std::string_view code_of(PhotoSize size)
{
    switch (size) {
    case PhotoSize::hr48x48: return "HR48x48";
    case PhotoSize::hr64x64: return "HR64x64";
    case PhotoSize::hr96x96: return "HR96x96";
    case PhotoSize::hr120x120: return "HR120x120";
    case PhotoSize::hr240x240: return "HR240x240";
    case PhotoSize::hr360x360: return "HR360x360";
    case PhotoSize::hr432x432: return "HR432x432";
    case PhotoSize::hr504x504: return "HR504x504";
    case PhotoSize::hr648x648: return "HR648x648";
    }
    return "";
}

Result<PhotoSize> parse_photo_size(std::string_view text)
{
    // The reference spells one size two ways: HR96X96 in its schema line, HR96x96 in its value
    // table. We read both and write the table's.
    for (auto const size : photo_sizes)
        if (base::equals_ignoring_ascii_case(base::trim(text), code_of(size))) return size;
    return fail(Code::invalid_photo_size, "The requested size is invalid.", std::string(text));
}

std::optional<PhotoSize> photo_size_of_edge(int edge)
{
    for (auto const size : photo_sizes)
        if (edge_px(size) == edge) return size;
    return std::nullopt;
}

}
