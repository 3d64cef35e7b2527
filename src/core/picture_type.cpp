#include "core/picture_type.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace likeness {

namespace {

using namespace std::string_view_literals;

// The brands that HEIF files name at offset 8 (ISO/IEC 23008-12, and AVIF).
constexpr std::array heif_brands { "heic"sv, "heix"sv, "hevc"sv, "hevx"sv, "heim"sv, "heis"sv, "mif1"sv,
    "msf1"sv, "avif"sv, "avis"sv };

bool is_heif(std::string_view text)
{
    return text.size() >= 12 && text.substr(4, 4) == "ftyp"
        && std::ranges::find(heif_brands, text.substr(8, 4)) != heif_brands.end();
}

}

std::optional<PictureType> sniff_picture(base::ByteView bytes)
{
    auto const text = base::as_text(bytes.first(std::min<std::size_t>(bytes.size(), 32)));
    if (text.starts_with("\xFF\xD8\xFF"sv)) return PictureType::jpeg;
    if (text.starts_with("\x89PNG\r\n\x1A\n"sv)) return PictureType::png;
    if (text.starts_with("GIF87a"sv) || text.starts_with("GIF89a"sv)) return PictureType::gif;
    if (text.starts_with("RIFF"sv) && text.size() >= 12 && text.substr(8, 4) == "WEBP")
        return PictureType::webp;
    if (text.starts_with("II*\0"sv) || text.starts_with("MM\0*"sv)) return PictureType::tiff;
    if (is_heif(text)) return PictureType::heif;
    if (text.starts_with("BM"sv) && text.size() >= 26) return PictureType::bmp;
    return std::nullopt;
}

bool clients_show(PictureType type)
{
    return type == PictureType::jpeg || type == PictureType::png || type == PictureType::gif
        || type == PictureType::bmp;
}

std::string_view content_type_of(PictureType type)
{
    switch (type) {
    case PictureType::jpeg: return "image/jpeg";
    case PictureType::png: return "image/png";
    case PictureType::gif: return "image/gif";
    case PictureType::webp: return "image/webp";
    case PictureType::tiff: return "image/tiff";
    case PictureType::heif: return "image/heif";
    case PictureType::bmp: return "image/bmp";
    }
    return "application/octet-stream";
}

std::string_view file_extension_of(PictureType type)
{
    switch (type) {
    case PictureType::jpeg: return "jpg";
    case PictureType::png: return "png";
    case PictureType::gif: return "gif";
    case PictureType::webp: return "webp";
    case PictureType::tiff: return "tif";
    case PictureType::heif: return "heic";
    case PictureType::bmp: return "bmp";
    }
    return "bin";
}

}
