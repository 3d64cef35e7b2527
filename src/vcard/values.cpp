#include "vcard/values.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace likeness::vcard {

namespace {

char meaning_of(char escaped_letter)
{
    return escaped_letter == 'n' || escaped_letter == 'N' ? '\n' : escaped_letter;
}

// Splits at every `separator` without a backslash before it, and takes the escapes out of the parts. '\0': no splitting.
std::vector<std::string> split(ContentLine const& line, char separator)
{
    std::vector<std::string> parts(1);
    std::string_view const value = line.value;
    for (std::size_t i = 0; i < value.size(); ++i) {
        // In quoted-printable a backslash is only what keeps a separator from being one.
        bool const is_escape = value[i] == '\\' && i + 1 < value.size()
            && (line.has_escapes || std::string_view("\\;,").contains(value[i + 1]));
        if (is_escape)
            parts.back() += meaning_of(value[++i]);
        else if (value[i] == separator && separator != '\0')
            parts.emplace_back();
        else
            parts.back() += value[i];
    }
    return parts;
}

std::string with_escapes(std::string_view text, std::string_view letters)
{
    std::string escaped_text;
    escaped_text.reserve(text.size());
    for (char const letter : text) {
        if (letter == '\n')
            escaped_text += "\\n";
        else if (letters.contains(letter))
            escaped_text.append(1, '\\').append(1, letter);
        else if (letter != '\r')
            escaped_text += letter;
    }
    return escaped_text;
}

}

std::string text_of(ContentLine const& line)
{
    return std::string(base::trim(split(line, '\0').front()));
}

std::vector<std::string> components_of(ContentLine const& line)
{
    auto parts = split(line, ';');
    for (auto& part : parts) part = std::string(base::trim(part));
    return parts;
}

std::vector<std::string> name_components_of(ContentLine const& line)
{
    ContentLine blanks(line);
    bool is_escaped = false;
    for (auto& letter : blanks.value) {
        if (letter == ',' && !is_escaped) letter = ' ';
        is_escaped = letter == '\\' && !is_escaped;
    }
    return components_of(blanks);
}

std::vector<std::string> list_of(ContentLine const& line)
{
    auto parts = split(line, ',');
    for (auto& part : parts) part = std::string(base::trim(part));
    std::erase(parts, "");
    return parts;
}

std::string escaped(std::string_view text)
{
    return with_escapes(text, "\\,;");
}

std::string escaped_uri(std::string_view text)
{
    return with_escapes(text, "\\");
}

}
