// UnresolvedEntry: what somebody typed to find people by, told apart by its form.
// Source: spec/directory.md 2.
#pragma once

#include "core/error.hpp"

#include <string_view>

namespace likeness::service {

/// A view of the text that it was read from.
struct UnresolvedEntry {
    enum class Form {
        part, ///< Of a name, or of an address.
        whole, ///< "=text": a whole field.
        proxy, ///< "smtp:text", "sip:text": the beginning of a proxy address, with its kind.
        legacy_dn, ///< "/o=...", "x500:/o=..." or "ex:/o=...".
    };
    Form form = Form::part;
    std::string_view text; ///< Without the mark of its form, but for a proxy's kind.

    friend bool operator==(UnresolvedEntry const&, UnresolvedEntry const&) = default;
};

/// Errors: invalid_name_for_name_resolution for blanks, "," and "-", a mark with nothing behind it, and what is longer
/// than limits::name_entry_bytes_max.
Result<UnresolvedEntry> parse_unresolved_entry(std::string_view text);

}
