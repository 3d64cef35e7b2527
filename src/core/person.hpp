// Person: whom a directory knows.
// Source: spec/directory.md 4.
#pragma once

#include "base/guid.hpp"
#include "core/email_address.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace likeness {

/// The directory's own name for a person, stable for good: objectGUID in Active Directory, random for
/// people of the local directory. Photos are kept under it, so a new address loses no photo.
using PersonId = base::Guid;

enum class Visibility {
    visible,
    hidden, ///< Not in address lists: for everyone but admins as if they were not there.
};

struct Person {
    PersonId id;
    std::vector<EmailAddress> addresses; ///< At least one; the first is the primary one.
    std::string display_name;
    std::string given_name;
    std::string surname;
    std::string alias;
    std::string company;
    std::string department;
    std::string title;
    std::string office;
    std::string phone;
    Visibility visibility = Visibility::visible;

    EmailAddress const& primary_address() const { return addresses.front(); }
    bool has(EmailAddress const& address) const
    {
        return std::ranges::find(addresses, address) != addresses.end();
    }

    friend bool operator==(Person const&, Person const&) = default;
};

}
