#include "ews/server_version.hpp"

#include "base/ascii.hpp"

#include <charconv>

namespace likeness::ews {

namespace {

int number_of(xml::Element const& element, std::string_view name)
{
    auto const text = base::trim(element.attribute(name).value_or(""));
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}

std::optional<ServerVersion> read_server_version(xml::Element const* header)
{
    auto const* const info = header ? header->child(types, "ServerVersionInfo") : nullptr;
    if (!info) return std::nullopt;
    return ServerVersion { .build = { .major = number_of(*info, "MajorVersion"),
                               .minor = number_of(*info, "MinorVersion"),
                               .major_build = number_of(*info, "MajorBuildNumber"),
                               .minor_build = number_of(*info, "MinorBuildNumber") },
        .schema = std::string(info->attribute("Version").value_or("")) };
}

std::optional<ServerVersion> read_server_version(base::ByteView bytes, std::string_view charset)
{
    auto const document = xml::Document::read(bytes, charset, vocabulary());
    if (!document) return std::nullopt;
    auto const envelope = xml::open_envelope(*document);
    return envelope ? read_server_version(envelope->header) : std::nullopt;
}

}
