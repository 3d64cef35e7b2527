// UTF-8: whether text is it, and how names fold so that case and accents do not matter.
#pragma once

#include <string>
#include <string_view>

namespace likeness::base {

/// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF).
bool is_utf8(std::string_view text);

/// `text` without distinctions of case: what two addresses that mean the same have in common.
/// Composed (NFKC) and case-folded by Unicode; ASCII takes a short way. Text that is not UTF-8
/// folds its ASCII letters only.
std::string fold_case(std::string_view text);

/// As fold_case, and without accents: what two spellings of a name have in common.
std::string fold_name(std::string_view text);

/// ISO-8859-1 as UTF-8: every byte is a letter, so this cannot fail.
std::string utf8_from_latin1(std::string_view text);

}
