#include "service/unresolved_entry.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

using Form = UnresolvedEntry::Form;

bool names_nobody(std::string_view text)
{
    return text.empty() || text == "," || text == "-";
}

bool is_legacy_dn(std::string_view text)
{
    return base::starts_with_ignoring_ascii_case(text, "/o=");
}

// "smtp", "SIP", "X500": what may stand before the colon of a proxy address.
bool is_kind(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        auto const low = base::ascii_lower(letter);
        return (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9');
    });
}

bool names_by_dn(std::string_view kind)
{
    return base::equals_ignoring_ascii_case(kind, "x500") || base::equals_ignoring_ascii_case(kind, "ex");
}

}

Result<UnresolvedEntry> parse_unresolved_entry(std::string_view text)
{
    auto const refused = fail(Code::invalid_name_for_name_resolution);
    auto const trimmed = base::trim(text);
    if (names_nobody(trimmed) || trimmed.size() > limits::name_entry_bytes_max) return refused;
    if (trimmed.front() == '=') {
        auto const whole = base::trim(trimmed.substr(1));
        if (names_nobody(whole)) return refused;
        return UnresolvedEntry { Form::whole, whole };
    }
    if (is_legacy_dn(trimmed)) return UnresolvedEntry { Form::legacy_dn, trimmed };
    auto const halves = base::split_once(trimmed, ':');
    if (!halves || !is_kind(halves->before)) return UnresolvedEntry { Form::part, trimmed };
    if (names_nobody(halves->after)) return refused;
    if (names_by_dn(halves->before) && is_legacy_dn(halves->after))
        return UnresolvedEntry { Form::legacy_dn, halves->after };
    return UnresolvedEntry { Form::proxy, trimmed };
}

}
