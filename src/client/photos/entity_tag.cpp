#include "client/photos/entity_tag.hpp"

#include "base/ascii.hpp"
#include "client/limits.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

bool is_etag_letter(char letter)
{
    auto const byte = static_cast<unsigned char>(letter);
    return byte > 0x20 && byte != 0x7F && letter != '"';
}

bool is_quoted(std::string_view text)
{
    return text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
}

}

std::string validator_from(std::string_view etag_header)
{
    auto tag = base::trim(etag_header);
    std::string_view const weak = tag.starts_with("W/\"") ? "W/" : "";
    tag.remove_prefix(weak.size());
    if (is_quoted(tag)) tag = tag.substr(1, tag.size() - 2);
    if (tag.empty() || tag.size() > limits::etag_bytes_max) return {};
    if (!std::ranges::all_of(tag, is_etag_letter)) return {};
    return std::string(weak) + '"' + std::string(tag) + '"';
}

}
