#include "core/email_address.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

namespace likeness {

namespace {

constexpr std::string_view smtp_prefix = "smtp:";

bool is_blank_or_control(char letter)
{
    auto const code = static_cast<unsigned char>(letter);
    return code <= 0x20 || code == 0x7F;
}

bool looks_like_an_address(std::string_view text)
{
    auto const at = text.rfind('@');
    // One that still begins with a prefix would be another address when it is written and read again.
    return at != std::string_view::npos && at > 0 && at + 1 < text.size()
        && text.size() <= limits::address_bytes_max && std::ranges::none_of(text, is_blank_or_control)
        && !base::starts_with_ignoring_ascii_case(text, smtp_prefix);
}

tl::unexpected<Error> not_an_address(std::string_view text)
{
    return fail(Code::invalid_smtp_address, "The SMTP address format is invalid.", std::string(text));
}

}

Result<EmailAddress> EmailAddress::parse(std::string_view text)
{
    auto trimmed = base::trim(text);
    if (base::starts_with_ignoring_ascii_case(trimmed, smtp_prefix))
        trimmed = base::trim(trimmed.substr(smtp_prefix.size()));
    if (!looks_like_an_address(trimmed) || !base::is_utf8(trimmed)) return not_an_address(text);
    // What it folds to is what the world is keyed by, and need not be an address: U+FF20 folds to an @,
    // U+3000 to a blank, U+3300 to four letters.
    auto folded = base::fold_case(trimmed);
    if (!looks_like_an_address(folded)) return not_an_address(text);
    return EmailAddress(std::string(trimmed), std::move(folded));
}

EmailAddress::EmailAddress(std::string text, std::string folded)
    : text_(std::move(text))
    , folded_(std::move(folded))
{
}

std::string_view EmailAddress::folded_local_part() const
{
    return std::string_view(folded_).substr(0, folded_.rfind('@'));
}

std::string_view EmailAddress::folded_domain() const
{
    return std::string_view(folded_).substr(folded_.rfind('@') + 1);
}

}
