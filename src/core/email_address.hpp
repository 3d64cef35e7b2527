// EmailAddress: text that has been checked to be one, and folds so that case does not matter.
// Source: spec/photos.md 1.1 and 3.2.
#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>

namespace likeness {

/// Holding one is the proof that it was checked. A value; compares by its folded form.
class EmailAddress {
public:
    /// In: an address, blanks around it and a leading "smtp:" (any case) allowed.
    /// It must be UTF-8 of at most limits::address_bytes_max bytes, with something on both sides of the
    /// last @, no blank or control character in it and no further "smtp:" before it; so must its folded form.
    /// Errors: invalid_smtp_address.
    static Result<EmailAddress> parse(std::string_view text);

    std::string const& text() const { return text_; } ///< As it was written.
    std::string const& folded() const { return folded_; } ///< The key under which it is looked up.
    std::string_view folded_local_part() const; ///< What stands before the @, folded.
    std::string_view folded_domain() const; ///< What stands after it, folded.

    friend bool operator==(EmailAddress const& a, EmailAddress const& b) { return a.folded_ == b.folded_; }

private:
    EmailAddress(std::string text, std::string folded);

    std::string text_;
    std::string folded_;
};

}
