#include "client/http/ntlm_password.hpp"

#include "base/utf8.hpp"

namespace likeness::client {

std::optional<std::string> ntlm_password(std::string_view password)
{
    if (!base::is_utf8(password)) return std::string(password);
    std::string latin;
    for (std::size_t at = 0; at < password.size(); ++at) {
        auto const first = static_cast<unsigned char>(password[at]);
        if (first < 0x80) {
            latin += password[at];
        } else if (first <= 0xC3) { // C2 and C3 begin U+0080 to U+00FF.
            auto const second = static_cast<unsigned char>(password[++at]);
            latin += static_cast<char>((first & 0x03) << 6 | (second & 0x3F));
        } else {
            return std::nullopt;
        }
    }
    return latin;
}

}
