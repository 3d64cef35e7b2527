// ResolveNames: the request and the answer, whichever wire they travel on.
// Source: spec/directory.md 1 to 5.
#pragma once

#include "core/contact_card.hpp"
#include "core/folder_reference.hpp"

#include <memory>

namespace likeness {

/// Where is looked, and in which order.
enum class SearchScope : std::uint8_t {
    directory,
    directory_then_contacts,
    contacts,
    contacts_then_directory,
};

struct ResolveNames {
    std::string entry; ///< As it was written; not empty.
    bool full_contact_data = false; ///< Whether hits come with their card.
    SearchScope scope = SearchScope::directory_then_contacts;
    ContactShape shape;
    FolderReferences folders; ///< Where contacts are looked for; empty: the caller's own Contacts.
};

struct Resolution {
    Mailbox mailbox;
    std::shared_ptr<ContactCard const> contact; ///< nullptr: it was not asked for.

    friend bool operator==(Resolution const& a, Resolution const& b)
    {
        if (!a.contact || !b.contact) return a.mailbox == b.mailbox && a.contact == b.contact;
        return a.mailbox == b.mailbox && *a.contact == *b.contact;
    }
};

/// At least one from our own server; more than one is a warning on the wire.
struct Resolutions {
    std::vector<Resolution> found; ///< At most limits::names_per_answer_max.
    bool includes_last = true; ///< False: there are more people of that name.
    std::vector<std::shared_ptr<void const>> owners; ///< Of the texts.

    friend bool operator==(Resolutions const& a, Resolutions const& b)
    {
        return a.found == b.found && a.includes_last == b.includes_last;
    }
};

/// Nobody is name_resolution_no_results.
using ResolveNamesAnswer = Result<Resolutions>;

}
