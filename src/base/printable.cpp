#include "base/printable.hpp"

namespace likeness::base {

namespace {

bool is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7F;
}

}

std::string without_controls(std::string_view text)
{
    std::string shown(text);
    for (std::size_t at = 0; at < shown.size(); ++at) {
        auto const byte = static_cast<unsigned char>(shown[at]);
        auto const next = at + 1 < shown.size() ? static_cast<unsigned char>(shown[at + 1]) : 0;
        if (is_control(byte))
            shown[at] = '?';
        else if (byte == 0xC2 && next >= 0x80 && next < 0xA0)
            shown[at] = shown[at + 1] = '?';
    }
    return shown;
}

}
