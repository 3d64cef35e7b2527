#include "identity/basic.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

namespace likeness::identity {

namespace {

constexpr std::size_t pair_bytes_max = limits::login_bytes_max + 1 + limits::password_bytes_max;
constexpr std::size_t encoded_bytes_max = (pair_bytes_max + 2) / 3 * 4;

bool is_control(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
}

// What follows the name of the scheme; nullopt when the scheme is another one.
std::optional<std::string_view> basic_token(std::string_view authorization)
{
    auto const parts = base::split_once(base::trim(authorization), ' ');
    if (!parts || !base::equals_ignoring_ascii_case(parts->before, "Basic")) return std::nullopt;
    return base::trim(parts->after);
}

// "login:password" as UTF-8.
std::optional<std::string> decoded_pair(std::string_view token)
{
    // The decoder skips blanks, for the sake of XML; in a header they end the token.
    if (token.size() > encoded_bytes_max || std::ranges::any_of(token, base::is_ascii_space))
        return std::nullopt;
    auto const bytes = base::base64_decode(token);
    if (!bytes) return std::nullopt;
    auto const text = base::as_text(*bytes);
    if (std::ranges::any_of(text, is_control)) return std::nullopt;
    return base::is_utf8(text) ? std::string(text) : base::utf8_from_latin1(text);
}

}

std::optional<BasicCredentials> parse_basic(std::string_view authorization)
{
    auto const token = basic_token(authorization);
    if (!token) return std::nullopt;
    auto const pair = decoded_pair(*token);
    if (!pair) return std::nullopt;
    auto const parts = base::split_once(*pair, ':');
    if (!parts || parts->before.empty() || parts->before.size() > limits::login_bytes_max
        || parts->after.size() > limits::password_bytes_max)
        return std::nullopt;
    return BasicCredentials { std::string(parts->before), std::string(parts->after) };
}

}
