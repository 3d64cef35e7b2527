#include "base/percent.hpp"

#include "base/ascii.hpp"

namespace likeness::base {

namespace {

int hex_value(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    auto const lower = ascii_lower(letter);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_unreserved(char letter)
{
    auto const lower = ascii_lower(letter);
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9')
        || std::string_view("-._~").contains(letter);
}

}

std::string percent_decode(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size()) {
            auto const high = hex_value(text[at + 1]);
            auto const low = hex_value(text[at + 2]);
            if (high >= 0 && low >= 0) {
                decoded.push_back(static_cast<char>(high << 4 | low));
                at += 2;
                continue;
            }
        }
        decoded.push_back(text[at]);
    }
    return decoded;
}

std::string percent_encode(std::string_view text, std::string_view keep)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (char const letter : text) {
        if (is_unreserved(letter) || keep.contains(letter)) {
            encoded.push_back(letter);
        } else {
            auto const code = static_cast<unsigned char>(letter);
            encoded.push_back('%');
            encoded.push_back(digits[code >> 4]);
            encoded.push_back(digits[code & 15]);
        }
    }
    return encoded;
}

}
