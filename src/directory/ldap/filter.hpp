// Filter: what a search looks for. The only place where a value becomes part of a filter.
// Source: RFC 4515; spec/directory.md 9.
#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory::ldap {

/// Whether `text` is an attribute description: "mail", "jpegPhoto;binary", "2.5.4.3". Nothing else gets into a filter.
bool is_attribute_description(std::string_view text);

/// Any bytes as the value of a filter: whatever is no plain printable ASCII becomes "\xx", so that nothing in it is
/// syntax, and blanks at the ends are kept. RFC 4515, section 3.
std::string escaped_value(std::string_view value);

/// A value; always well-formed. `attribute` has to be an attribute description (asserted): it is never a caller's.
class Filter {
public:
    static Filter equals(std::string_view attribute, std::string_view value);
    static Filter begins_with(
        std::string_view attribute, std::string_view value); ///< present, where value is "".
    static Filter ends_with(std::string_view attribute, std::string_view value); ///< As above.
    static Filter at_least(
        std::string_view attribute, std::string_view value); ///< As the server orders them.
    static Filter present(std::string_view attribute);
    static Filter all_of(std::vector<Filter> const& filters); ///< Of none: matches everything.
    static Filter any_of(std::vector<Filter> const& filters); ///< Of none: matches nothing.
    static Filter none_of(Filter const& filter);

    /// A filter that an operator wrote, looked at for its syntax: parentheses, operators and escapes; what its
    /// attributes mean is for the server. At most limits::filter_bytes_max long and limits::filter_depth_max deep.
    /// Errors: invalid_request, saying where it breaks.
    static Result<Filter> parse(std::string_view text);

    std::string const& text() const { return text_; }

    friend bool operator==(Filter const&, Filter const&) = default;

private:
    explicit Filter(std::string text)
        : text_(std::move(text))
    {
    }

    std::string text_;
};

}
