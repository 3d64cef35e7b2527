#include "vcard/binary_values.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "core/items/limits.hpp"
#include "core/picture_type.hpp"
#include "vcard/values.hpp"

#include <algorithm>
#include <optional>

namespace likeness::vcard {

namespace {

using Failure = tl::unexpected<std::string>;

bool says(std::string_view text, std::string_view word)
{
    return base::equals_ignoring_ascii_case(text, word);
}

bool is_at_an_address(ContentLine const& line)
{
    auto const value = base::trim(line.value);
    if (base::starts_with_ignoring_ascii_case(value, "data:")) return false;
    // Google writes an address without saying so.
    return says(line.parameter("VALUE"), "uri") || says(line.parameter("VALUE"), "url")
        || value.contains("://") || base::starts_with_ignoring_ascii_case(value, "cid:");
}

// "image/jpeg;base64,/9j/": what stands behind the comma.
std::optional<base::Bytes> bytes_of_data_uri(std::string_view uri)
{
    auto const halves = base::split_once(uri, ',');
    if (!halves || !base::ascii_lowered(halves->before).ends_with(";base64")) return std::nullopt;
    return base::base64_decode(halves->after);
}

std::optional<base::Bytes> decoded(ContentLine const& line)
{
    constexpr std::string_view scheme = "data:";
    auto const value = base::trim(line.value);
    if (!base::starts_with_ignoring_ascii_case(value, scheme)) return base::base64_decode(value);
    auto const uri = value.substr(scheme.size());
    if (!uri.contains('\\')) return bytes_of_data_uri(uri);
    return bytes_of_data_uri(
        std::string_view(text_of(line)).substr(scheme.size())); // "data:image/jpeg\;base64\,"
}

bool is_kept(std::optional<PictureType> type)
{
    return type == PictureType::jpeg || type == PictureType::png || type == PictureType::gif
        || type == PictureType::bmp;
}

std::string short_type_of(PictureType type)
{
    auto const media_type = content_type_of(type);
    std::string name(media_type.substr(media_type.find('/') + 1));
    std::ranges::transform(name, name.begin(),
        [](char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter; });
    return name;
}

}

base::BasicResult<base::Bytes, std::string> bytes_from(ContentLine const& line)
{
    if (is_at_an_address(line))
        return Failure(line.name + " is at an address, from which nothing is fetched");
    auto bytes = decoded(line);
    if (!bytes) return Failure(line.name + " cannot be decoded");
    return *std::move(bytes);
}

base::BasicResult<base::Bytes, std::string> picture_from(ContentLine const& line)
{
    auto bytes = bytes_from(line);
    if (!bytes) return bytes;
    if (bytes->size() > likeness::limits::contact_photo_bytes_max)
        return Failure(line.name + " is larger than a contact's picture may be");
    if (!is_kept(sniff_picture(*bytes))) return Failure(line.name + " is no JPEG, PNG, GIF or BMP picture");
    return bytes;
}

ContentLine binary_line(std::string_view name, base::ByteView bytes, std::string_view media_type,
    std::string_view short_type, Version version)
{
    ContentLine line { .name = std::string(name) };
    if (version == Version::v4_0) {
        line.value = "data:";
        line.value.append(media_type).append(";base64,").append(base::base64_encode(bytes));
        return line;
    }
    line.parameters.push_back({ "ENCODING", { "b" } });
    if (!short_type.empty()) line.parameters.push_back({ "TYPE", { std::string(short_type) } });
    line.value = base::base64_encode(bytes);
    return line;
}

ContentLine picture_line(base::ByteView bytes, Version version)
{
    auto const type = sniff_picture(bytes);
    if (!type) return binary_line("PHOTO", bytes, "application/octet-stream", "", version);
    return binary_line("PHOTO", bytes, content_type_of(*type), short_type_of(*type), version);
}

}
