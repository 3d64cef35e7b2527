// What a name is looked for by, and who was found: the words of ports/name_search.hpp.
// Source: spec/directory.md 2 and 9.
#pragma once

#include "core/person.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace likeness {

/// How somebody asks for people by a part of a name. Matching is without distinctions of case and accents.
///
/// The fields are: name, given name, surname, given name and surname joined by a blank, office, alias, and the
/// primary address. Somebody is found when one of these begins with `text`, from its first letter on. A text with a
/// blank in it, split at the first one into a and b, also finds whose given name begins with a and whose surname
/// begins with b, and the reverse. Where `whole` is set, "begins with" is "equals" throughout. A text of which folding
/// leaves nothing, such as an accent alone, finds nobody.
struct NameQuery {
    std::string text; ///< As it was typed, without blanks around it; not empty.
    bool whole = false; ///< The convention of Active Directory's "=text".

    friend bool operator==(NameQuery const&, NameQuery const&) = default;
};

/// As much of somebody as a list of names needs.
struct NameHit {
    PersonId id;
    RecipientKind kind = RecipientKind::mailbox;
    std::string_view name; ///< The display name.
    std::string_view address; ///< The primary one, as it is written.
};

/// Whom a query found. The texts of `hits` live as long as `owner`.
struct NameHits {
    std::vector<NameHit>
        hits; ///< Nobody twice. Those of whom a whole field equals the text first, then by name, folded.
    bool more = false; ///< There are more than were asked for; which ones are left out is not said.
    std::shared_ptr<void const> owner;
};

/// As much of somebody as finding them by name needs. Views: valid where they are handed over.
struct NameEntry {
    PersonId id;
    RecipientKind kind = RecipientKind::mailbox;
    std::string_view display_name;
    std::string_view given_name;
    std::string_view surname;
    std::string_view office;
    std::string_view alias;
    std::string_view address; ///< The primary one.
};

}
