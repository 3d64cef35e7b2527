#include "vcard/text_encoding.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>

namespace likeness::vcard {

namespace {

// Not every name that a file may hold reaches the C library: it takes suffixes and aliases for names too. These are what
// phones and Outlook have written.
constexpr std::array<std::string_view, 27> known_charsets { "ISO-8859-1", "ISO-8859-2", "ISO-8859-5",
    "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-15", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252",
    "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258",
    "WINDOWS-874", "KOI8-R", "KOI8-U", "SHIFT_JIS", "EUC-JP", "EUC-KR", "GB2312", "GBK", "GB18030", "BIG5",
    "TIS-620" };

class Conversion {
public:
    explicit Conversion(std::string_view charset)
        : handle_(::iconv_open("UTF-8", std::string(charset).c_str()))
    {
    }
    ~Conversion()
    {
        if (is_open()) ::iconv_close(handle_);
    }
    Conversion(Conversion const&) = delete;
    Conversion& operator=(Conversion const&) = delete;

    bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    std::optional<std::string> convert(std::string text) const
    {
        std::string converted;
        char* from = text.data();
        std::size_t left = text.size();
        std::array<char, 4096> piece;
        while (left > 0) {
            char* to = piece.data();
            std::size_t room = piece.size();
            auto const status = ::iconv(handle_, &from, &left, &to, &room);
            converted.append(piece.data(), piece.size() - room);
            if (status == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
        }
        return converted;
    }

private:
    iconv_t handle_;
};

std::optional<std::string> convert(std::string text, std::string_view charset)
{
    Conversion const conversion(charset);
    return conversion.is_open() ? conversion.convert(std::move(text)) : std::nullopt;
}

bool is_control(char letter)
{
    auto const byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && letter != '\t' && letter != '\n') || byte == 0x7F;
}

// XML cannot hold control characters, and nobody means them.
std::string cleaned(std::string text)
{
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) text[i] = '\n';
    std::erase_if(text, is_control);
    return text;
}

int hexadecimal(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    auto const lower = base::ascii_lower(digit);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}

std::string decode_quoted_printable(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const may_be_escape = text[i] == '=' && i + 2 < text.size();
        int const high = may_be_escape ? hexadecimal(text[i + 1]) : -1;
        int const low = high < 0 ? -1 : hexadecimal(text[i + 2]);
        decoded += low < 0 ? text[i] : static_cast<char>(high << 4 | low);
        if (low >= 0) i += 2;
    }
    return decoded;
}

std::optional<std::string> to_utf8(std::string text, std::string_view charset)
{
    bool const is_said = !charset.empty();
    bool const is_utf8 = !is_said || base::equals_ignoring_ascii_case(charset, "UTF-8")
        || base::equals_ignoring_ascii_case(charset, "US-ASCII");
    if (is_utf8) {
        if (base::is_utf8(text)) return cleaned(std::move(text));
        if (is_said) return std::nullopt;
        charset = "WINDOWS-1252";
    }
    auto const known = std::ranges::find_if(known_charsets,
        [&](std::string_view name) { return base::equals_ignoring_ascii_case(name, charset); });
    if (known == known_charsets.end()) return std::nullopt;
    auto converted = convert(std::move(text), *known);
    if (!converted) return std::nullopt;
    return cleaned(std::move(*converted));
}

}
