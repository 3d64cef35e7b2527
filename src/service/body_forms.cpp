#include "service/body_forms.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace likeness::service {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named_references { {
    { "amp", "&" },
    { "lt", "<" },
    { "gt", ">" },
    { "quot", "\"" },
    { "apos", "'" },
    { "nbsp", " " },
} };
constexpr std::array<std::string_view, 11> elements_of_lines { "br", "p", "div", "tr", "li", "h1", "h2", "h3",
    "h4", "ul", "table" };
constexpr std::array<std::string_view, 4> unseen_elements { "script", "style", "head", "title" };
constexpr std::size_t reference_letters_max = 10;
constexpr std::string_view blanks = " \t\r\n";

std::string utf8_of(std::uint32_t point)
{
    auto const byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
    auto const tail = [&](unsigned shift) { return byte(0x80 | (point >> shift & 0x3F)); };
    if (point < 0x80) return { byte(point) };
    if (point < 0x800) return { byte(0xC0 | point >> 6), tail(0) };
    if (point < 0x10000) return { byte(0xE0 | point >> 12), tail(6), tail(0) };
    return { byte(0xF0 | point >> 18), tail(12), tail(6), tail(0) };
}

std::optional<std::string> character_of(std::string_view digits)
{
    bool const is_hex = digits.starts_with('x') || digits.starts_with('X');
    if (is_hex) digits.remove_prefix(1);
    std::uint32_t point = 0;
    auto const [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), point, is_hex ? 16 : 10);
    bool const is_surrogate = point >= 0xD800 && point < 0xE000;
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    if (point == 0 || point > 0x10FFFF || is_surrogate) return std::nullopt;
    return utf8_of(point);
}

// What stands behind an ampersand and before a semicolon.
std::optional<std::string> referenced(std::string_view name)
{
    if (name.starts_with('#')) return character_of(name.substr(1));
    for (auto const& [known, text] : named_references)
        if (known == name) return std::string(text);
    return std::nullopt;
}

class HtmlReader {
public:
    explicit HtmlReader(std::string_view html)
        : left_(html)
    {
    }

    std::string run() &&
    {
        while (!left_.empty()) {
            if (left_.front() == '<')
                markup();
            else if (left_.front() == '&')
                reference();
            else
                letter();
        }
        while (!text_.empty() && blanks.contains(text_.back())) text_.pop_back();
        return std::move(text_);
    }

private:
    void markup()
    {
        if (left_.starts_with("<!--")) return skip_behind("-->");
        auto const end = left_.find('>');
        auto tag = left_.substr(1, end == std::string_view::npos ? end : end - 1);
        left_.remove_prefix(end == std::string_view::npos ? left_.size() : end + 1);
        bool const closes = tag.starts_with('/');
        if (closes) tag.remove_prefix(1);
        auto const name = base::ascii_lowered(tag.substr(0, tag.find_first_of(" \t\r\n/")));
        if (std::ranges::find(elements_of_lines, name) != elements_of_lines.end()) end_line();
        if (!closes && std::ranges::find(unseen_elements, name) != unseen_elements.end()) skip_element(name);
    }
    void skip_behind(std::string_view end)
    {
        auto const at = left_.find(end);
        left_.remove_prefix(at == std::string_view::npos ? left_.size() : at + end.size());
    }
    // Looks at each letter once, wherever the end is written, or nowhere.
    void skip_element(std::string_view name)
    {
        for (auto at = left_.find("</"); at != std::string_view::npos; at = left_.find("</")) {
            left_.remove_prefix(at + 2);
            if (base::starts_with_ignoring_ascii_case(left_, name)) return skip_behind(">");
        }
        left_ = {};
    }
    void reference()
    {
        auto const end = left_.substr(0, reference_letters_max).find(';');
        auto const character
            = end == std::string_view::npos ? std::nullopt : referenced(left_.substr(1, end - 1));
        if (!character) return letter();
        text_.append(*character);
        left_.remove_prefix(end + 1);
    }
    void letter()
    {
        char const next = left_.front();
        left_.remove_prefix(1);
        if (!blanks.contains(next))
            text_.push_back(next);
        else if (!text_.empty() && !blanks.contains(text_.back()))
            text_.push_back(' ');
    }
    void end_line()
    {
        while (!text_.empty() && text_.back() == ' ') text_.pop_back();
        if (!text_.empty() && !text_.ends_with("\n")) text_.append("\r\n");
    }

    std::string_view left_;
    std::string text_;
};

}

std::string text_of_html(std::string_view html)
{
    return HtmlReader(html).run();
}

std::string html_of_text(std::string_view text)
{
    std::string html = "<html><body>";
    for (char const letter : text) {
        switch (letter) {
        case '&': html.append("&amp;"); break;
        case '<': html.append("&lt;"); break;
        case '>': html.append("&gt;"); break;
        case '\r': break;
        case '\n': html.append("<br>"); break;
        default: html.push_back(letter);
        }
    }
    return html.append("</body></html>");
}

}
