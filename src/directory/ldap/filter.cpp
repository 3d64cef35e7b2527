#include "directory/ldap/filter.hpp"

#include "directory/ldap/limits.hpp"

#include <algorithm>
#include <cassert>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_hex_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 4512, 1.4: keystring or numericoid, then options.
bool is_attribute_letter(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == ';';
}

bool is_plain(char c)
{
    return c > ' ' && c < '\x7f' && !std::string_view("*()\\").contains(c);
}

void append_escaped(std::string& text, char c)
{
    auto const byte = static_cast<unsigned char>(c);
    text += '\\';
    text += hex_digits[byte >> 4];
    text += hex_digits[byte & 15];
}

std::string joined(char sign, std::vector<Filter> const& filters)
{
    std::string text { '(', sign };
    for (auto const& filter : filters) text += filter.text();
    return text += ')';
}

std::string item(std::string_view attribute, std::string_view relation, std::string_view escaped)
{
    assert(is_attribute_description(attribute));
    std::string text("(");
    return text.append(attribute).append(relation).append(escaped).append(")");
}

// Walks over a filter by RFC 4515's grammar; makes nothing of it.
class FilterReader {
public:
    explicit FilterReader(std::string_view text)
        : text_(text)
    {
    }

    Result<void> read_all()
    {
        if (auto const read = read_filter(1); !read) return read;
        return at_ == text_.size() ? Result<void>() : broken("nothing behind the last parenthesis");
    }

private:
    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool take(char c)
    {
        if (next() != c) return false;
        ++at_;
        return true;
    }

    tl::unexpected<Error> broken(std::string_view expected) const
    {
        return fail(Code::invalid_request,
            "The filter is not one of LDAP's (RFC 4515): at letter " + std::to_string(at_ + 1)
                + " there should be " + std::string(expected) + ".");
    }

    Result<void> read_filter(std::size_t depth)
    {
        if (depth > limits::filter_depth_max) return broken("no more parentheses within each other");
        if (!take('(')) return broken("an opening parenthesis");
        auto const read = take('&') || take('|') ? read_list(depth)
            : take('!')                          ? read_filter(depth + 1)
                                                 : read_item();
        if (!read) return read;
        return take(')') ? Result<void>() : broken("a closing parenthesis");
    }

    Result<void> read_list(std::size_t depth)
    {
        if (next() != '(') return broken("an opening parenthesis");
        while (next() == '(')
            if (auto const read = read_filter(depth + 1); !read) return read;
        return {};
    }

    Result<void> read_item()
    {
        auto const start = at_;
        while (is_attribute_letter(next())) ++at_;
        if (!is_attribute_description(text_.substr(start, at_ - start)))
            return broken("the name of an attribute");
        if (next() == ':') return read_extended();
        bool const is_equality = next() == '=';
        if (take('~') || take('<') || take('>')) { }
        if (!take('=')) return broken("one of = ~= >= <=");
        return read_value(is_equality);
    }

    // attr [":dn"] [":" rule] ":=" value
    Result<void> read_extended()
    {
        while (take(':')) {
            if (take('=')) return read_value(false);
            auto const start = at_;
            while (is_attribute_letter(next())) ++at_;
            if (at_ == start) return broken("a matching rule");
        }
        return broken(":=");
    }

    Result<void> read_value(bool may_have_stars)
    {
        for (; at_ < text_.size() && next() != ')'; ++at_) {
            if (next() == '(' || next() == '\0' || (next() == '*' && !may_have_stars))
                return broken("this letter escaped, as \\xx");
            if (next() == '\\') {
                if (text_.size() - at_ < 3 || !is_hex_digit(text_[at_ + 1]) || !is_hex_digit(text_[at_ + 2]))
                    return broken("a backslash with two hexadecimal digits");
                at_ += 2;
            }
        }
        return {};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}

bool is_attribute_description(std::string_view text)
{
    return !text.empty() && (is_letter(text.front()) || is_digit(text.front()))
        && std::ranges::all_of(text, is_attribute_letter);
}

std::string escaped_value(std::string_view value)
{
    std::string text;
    text.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        // A blank within is left readable; at an end it could be taken for none.
        bool const is_inner_blank = value[i] == ' ' && i > 0 && i + 1 < value.size();
        if (is_plain(value[i]) || is_inner_blank)
            text += value[i];
        else
            append_escaped(text, value[i]);
    }
    return text;
}

Filter Filter::equals(std::string_view attribute, std::string_view value)
{
    return Filter(item(attribute, "=", escaped_value(value)));
}

Filter Filter::begins_with(std::string_view attribute, std::string_view value)
{
    return Filter(item(attribute, "=", escaped_value(value) + "*"));
}

Filter Filter::ends_with(std::string_view attribute, std::string_view value)
{
    return Filter(item(attribute, "=*", escaped_value(value)));
}

Filter Filter::at_least(std::string_view attribute, std::string_view value)
{
    return Filter(item(attribute, ">=", escaped_value(value)));
}

Filter Filter::present(std::string_view attribute)
{
    return Filter(item(attribute, "=", "*"));
}

Filter Filter::all_of(std::vector<Filter> const& filters)
{
    // "(&)" is legal (RFC 4526), but not everywhere known.
    if (filters.empty()) return present("objectClass");
    return filters.size() == 1 ? filters.front() : Filter(joined('&', filters));
}

Filter Filter::any_of(std::vector<Filter> const& filters)
{
    if (filters.empty()) return none_of(present("objectClass"));
    return filters.size() == 1 ? filters.front() : Filter(joined('|', filters));
}

Filter Filter::none_of(Filter const& filter)
{
    return Filter(joined('!', { filter }));
}

Result<Filter> Filter::parse(std::string_view text)
{
    if (text.size() > limits::filter_bytes_max)
        return fail(Code::invalid_request,
            "The filter is longer than " + std::to_string(limits::filter_bytes_max) + " bytes.");
    if (auto const read = FilterReader(text).read_all(); !read) return tl::unexpected(read.error());
    return Filter(std::string(text));
}

}
