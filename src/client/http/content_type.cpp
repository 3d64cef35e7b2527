#include "client/http/content_type.hpp"

#include "base/ascii.hpp"

namespace likeness::client {

std::string_view charset_of(std::string_view content_type)
{
    while (auto const halves = base::split_once(content_type, ';')) {
        content_type = halves->after;
        auto const parameter = base::trim(content_type.substr(0, content_type.find(';')));
        auto const named = base::split_once(parameter, '=');
        if (!named || !base::equals_ignoring_ascii_case(base::trim(named->before), "charset")) continue;
        auto value = base::trim(named->after);
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

}
