#include "xml/writer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace likeness::xml {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// What stands for a letter that cannot stand for itself, in attributes too; empty where it can.
constexpr std::string_view escape_of(char letter)
{
    switch (letter) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\r': return "&#13;";
    case '\n': return "&#10;";
    case '\t': return "&#9;";
    default: return static_cast<unsigned char>(letter) < 0x20 ? replacement : std::string_view();
    }
}

// U+FFFE and U+FFFF are UTF-8 and no XML.
bool is_non_character(std::string_view rest)
{
    return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

// Which letters stand for themselves, whatever is beside them: printable ASCII without markup. Nearly all text is so.
constexpr std::array<bool, 256> plain_letters = [] {
    std::array<bool, 256> plain {};
    for (int letter = 0x20; letter < 0x7F; ++letter)
        plain[static_cast<std::size_t>(letter)] = escape_of(static_cast<char>(letter)).empty();
    return plain;
}();

bool is_plain(char letter)
{
    return plain_letters[static_cast<unsigned char>(letter)];
}

void append_checked(std::string& out, std::string_view text)
{
    std::size_t plain = 0; // From where on nothing needs escaping.
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto escape = escape_of(text[at]);
        std::size_t width = 1;
        if (text[at] == '\xEF' && is_non_character(text.substr(at))) {
            escape = replacement;
            width = 3;
        }
        if (escape.empty()) continue;
        out.append(text.substr(plain, at - plain)).append(escape);
        at += width - 1;
        plain = at + 1;
    }
    out.append(text.substr(plain));
}

// The longest sequence of UTF-8 at the front is kept, any byte that is none is replaced.
std::string made_utf8(std::string_view text)
{
    std::string made;
    while (!text.empty()) {
        auto const width = [&]() -> std::size_t {
            for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length)
                if (base::is_utf8(text.substr(0, length))) return length;
            return 0;
        }();
        made.append(width ? text.substr(0, width) : replacement);
        text.remove_prefix(width ? width : 1);
    }
    return made;
}

}

void append_escaped(std::string& out, std::string_view text)
{
    if (std::ranges::all_of(text, is_plain))
        out.append(text);
    else if (base::is_utf8(text))
        append_checked(out, text);
    else
        append_checked(out, made_utf8(text));
}

void Writer::end_start_tag()
{
    if (in_start_tag_) out_.push_back('>');
    in_start_tag_ = false;
}

Writer& Writer::open(std::string_view name)
{
    end_start_tag();
    out_.append("<").append(name);
    open_.push_back(name);
    in_start_tag_ = true;
    return *this;
}

Writer& Writer::attribute(std::string_view name, std::string_view value)
{
    out_.append(" ").append(name).append("=\"");
    append_escaped(out_, value);
    out_.push_back('"');
    return *this;
}

Writer& Writer::text(std::string_view text)
{
    if (text.empty()) return *this;
    end_start_tag();
    append_escaped(out_, text);
    return *this;
}

Writer& Writer::raw(std::string_view xml)
{
    if (xml.empty()) return *this;
    end_start_tag();
    out_.append(xml);
    return *this;
}

Writer& Writer::close()
{
    if (in_start_tag_)
        out_.append("/>");
    else
        out_.append("</").append(open_.back()).append(">");
    in_start_tag_ = false;
    open_.pop_back();
    return *this;
}

Writer& Writer::element(std::string_view name, std::string_view text)
{
    return open(name).text(text).close();
}

}
