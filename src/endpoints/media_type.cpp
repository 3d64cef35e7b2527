#include "endpoints/media_type.hpp"

#include "base/ascii.hpp"

namespace likeness::endpoints {

namespace {

std::string_view without_quotes(std::string_view value)
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        return value.substr(1, value.size() - 2);
    return value;
}

}

MediaType parse_media_type(std::string_view header)
{
    MediaType type { .essence = base::trim(header.substr(0, header.find(';'))), .charset = {} };
    auto rest = header.substr(std::min(header.size(), header.find(';')));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        auto const parameter = rest.substr(0, rest.find(';'));
        rest.remove_prefix(parameter.size());
        auto const halves = base::split_once(parameter, '=');
        if (halves && base::equals_ignoring_ascii_case(base::trim(halves->before), "charset"))
            type.charset = without_quotes(base::trim(halves->after));
    }
    return type;
}

bool may_be_xml(MediaType const& type)
{
    using base::equals_ignoring_ascii_case;
    return type.essence.empty() || equals_ignoring_ascii_case(type.essence, "text/xml")
        || equals_ignoring_ascii_case(type.essence, "application/xml");
}

}
