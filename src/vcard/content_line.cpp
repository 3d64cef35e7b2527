#include "vcard/content_line.hpp"

#include "base/ascii.hpp"
#include "vcard/limits.hpp"

#include <algorithm>

namespace likeness::vcard {

namespace {

constexpr std::size_t folded_line_bytes = 75;

std::string capitals(std::string_view text)
{
    std::string upper(text);
    std::ranges::transform(upper, upper.begin(),
        [](char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter; });
    return upper;
}

bool is_name_letter(char letter)
{
    auto const lower = base::ascii_lower(letter);
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '-'
        || letter == '_';
}

bool is_name(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_name_letter);
}

// Where the first of `marks` stands outside of quotation marks.
std::size_t find_unquoted(std::string_view text, std::string_view marks)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (!quoted && marks.contains(text[i])) return i;
    }
    return std::string_view::npos;
}

// RFC 6868: what a parameter cannot hold stands behind a circumflex.
std::string without_carets(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
        constexpr std::string_view marks = "n^'";
        constexpr std::string_view meanings = "\n^\"";
        auto const mark = next == '\0' ? std::string_view::npos : marks.find(next);
        plain += mark == std::string_view::npos ? text[i] : meanings[mark];
        if (mark != std::string_view::npos) ++i;
    }
    return plain;
}

std::string with_carets(std::string_view text)
{
    std::string escaped;
    for (char const letter : text) {
        if (letter == '\n')
            escaped += "^n";
        else if (letter == '^')
            escaped += "^^";
        else if (letter == '"')
            escaped += "^'";
        else if (static_cast<unsigned char>(letter) >= ' ' || letter == '\t')
            escaped += letter;
    }
    return escaped;
}

// "work,voice"; or, as some write it, "\"work,voice\"".
std::vector<std::string> parameter_values(std::string_view text)
{
    std::vector<std::string> values;
    while (true) {
        auto const end = find_unquoted(text, ",");
        auto value = base::trim(text.substr(0, end));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        values.push_back(without_carets(value));
        if (end == std::string_view::npos) return values;
        text.remove_prefix(end + 1);
    }
}

bool is_encoding(std::string_view word)
{
    constexpr std::string_view encodings[] { "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT" };
    return std::ranges::any_of(
        encodings, [&](std::string_view known) { return base::equals_ignoring_ascii_case(word, known); });
}

Parameter parse_parameter(std::string_view text)
{
    auto const equals = find_unquoted(text, "=");
    if (equals != std::string_view::npos)
        return { capitals(base::trim(text.substr(0, equals))), parameter_values(text.substr(equals + 1)) };
    auto const word = base::trim(text);
    return { is_encoding(word) ? "ENCODING" : "TYPE", { std::string(word) } };
}

bool parse_parameters(std::string_view text, std::vector<Parameter>& parameters)
{
    std::size_t count = 0;
    while (!text.empty()) {
        auto const end = std::min(find_unquoted(text, ";"), text.size());
        if (auto const part = text.substr(0, end); !base::trim(part).empty()) {
            auto parameter = parse_parameter(part);
            count += parameter.values.size();
            if (count > limits::line_parameters_max) return false;
            parameters.push_back(std::move(parameter));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

std::string unfolded(ContentLine const& line)
{
    std::string text = line.name;
    for (auto const& parameter : line.parameters) {
        text.append(";").append(parameter.name).append("=");
        for (std::size_t i = 0; i < parameter.values.size(); ++i) {
            auto const value = with_carets(parameter.values[i]);
            bool const needs_quotes = value.find_first_of(" \t,;:=") != std::string::npos;
            text.append(i == 0 ? "" : ",").append(needs_quotes ? "\"" : "").append(value);
            text.append(needs_quotes ? "\"" : "");
        }
    }
    return text.append(":").append(line.value);
}

bool begins_letter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80;
}

}

std::string_view ContentLine::parameter(std::string_view parameter_name) const
{
    auto const found = std::ranges::find(parameters, parameter_name, &Parameter::name);
    if (found == parameters.end() || found->values.empty()) return {};
    return found->values.front();
}

std::optional<ContentLine> parse_content_line(std::string_view text)
{
    auto colon = find_unquoted(text, ":");
    // A quotation mark that nobody closed is a letter.
    if (colon == std::string_view::npos) colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto const head = text.substr(0, colon);
    auto const name_end = std::min(head.find(';'), head.size());

    ContentLine line { .value = std::string(text.substr(colon + 1)) };
    auto name = base::trim(head.substr(0, name_end));
    if (auto const halves = base::split_once(name, '.')) {
        line.group = base::ascii_lowered(halves->before);
        name = halves->after;
    }
    if (!is_name(name)) return std::nullopt;
    line.name = capitals(name);
    if (!parse_parameters(head.substr(name_end), line.parameters)) return std::nullopt;
    return line;
}

void write_content_line(ContentLine const& line, std::string& out)
{
    auto const text = unfolded(line);
    std::size_t room = folded_line_bytes;
    for (std::string_view rest = text; !rest.empty();) {
        auto end = std::min(room, rest.size());
        while (end < rest.size() && end > 1 && !begins_letter(rest[end])) --end;
        out.append(rest.substr(0, end)).append("\r\n");
        rest.remove_prefix(end);
        if (!rest.empty()) out += ' ';
        room = folded_line_bytes - 1;
    }
}

}
