// Person: whom a directory knows. A group that takes mail, or a contact outside, is one too.
// Source: spec/directory.md 4.
#pragma once

#include "base/guid.hpp"
#include "core/email_address.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace likeness {

/// The directory's own name for a person, stable for good: objectGUID in Active Directory, entryUUID in others,
/// random for people of the local directory. Photos are kept under it, so a new address loses no photo.
using PersonId = base::Guid;

enum class Visibility {
    visible,
    hidden, ///< Not in address lists: for everyone but admins as if they were not there.
};

/// What mail to somebody reaches.
enum class RecipientKind {
    mailbox,
    group, ///< A distribution group of the directory.
    contact, ///< Somebody elsewhere whom the directory only knows the address of.
};

struct Person {
    PersonId id;
    RecipientKind kind = RecipientKind::mailbox;
    std::string source; ///< The configured directory they are mirrored from; "" for the local one.
    std::vector<EmailAddress> addresses; ///< At least one; the first is the primary one.
    std::vector<std::string> other_proxies; ///< Proxy addresses that are none of mail: "sip:...", "X500:...".

    std::string display_name;
    std::string given_name;
    std::string surname;
    std::string alias;
    std::string company;
    std::string department;
    std::string title;
    std::string office;
    std::string phone; ///< At work.

    std::string initials;
    std::string culture; ///< "en-US".
    std::string street;
    std::string city;
    std::string state;
    std::string country;
    std::string postal_code;
    std::string home_phone;
    std::string mobile_phone;
    std::string pager;
    std::string fax;
    std::string assistant;
    std::string assistant_phone;
    std::string phonetic_name;
    std::string phonetic_given_name;
    std::string phonetic_surname;
    std::string notes;

    Visibility visibility = Visibility::visible;

    EmailAddress const& primary_address() const { return addresses.front(); }
    bool has(EmailAddress const& address) const
    {
        return std::ranges::find(addresses, address) != addresses.end();
    }

    friend bool operator==(Person const&, Person const&) = default;
};

/// A field of a person that is plain text of at most limits::person_field_bytes_max bytes.
struct PersonField {
    std::string_view name; ///< A column in CSV, a key in JSON and in a directory's configuration.
    std::string Person::* member;
    std::string_view meaning;
};

/// All of them, in the order in which they are shown.
inline constexpr std::array person_fields {
    PersonField { "name", &Person::display_name, "The name that address lists show" },
    PersonField { "given_name", &Person::given_name, "Given name" },
    PersonField { "surname", &Person::surname, "Surname" },
    PersonField { "alias", &Person::alias, "Short name, as in sadie" },
    PersonField { "company", &Person::company, "Company" },
    PersonField { "department", &Person::department, "Department" },
    PersonField { "title", &Person::title, "Job title" },
    PersonField { "office", &Person::office, "Office" },
    PersonField { "phone", &Person::phone, "Telephone number" },
    PersonField { "initials", &Person::initials, "Initials" },
    PersonField { "culture", &Person::culture, "Language, as in en-US" },
    PersonField { "street", &Person::street, "Street of the office" },
    PersonField { "city", &Person::city, "City of the office" },
    PersonField { "state", &Person::state, "State or province of the office" },
    PersonField { "country", &Person::country, "Country of the office" },
    PersonField { "postal_code", &Person::postal_code, "Postal code of the office" },
    PersonField { "home_phone", &Person::home_phone, "Telephone number at home" },
    PersonField { "mobile_phone", &Person::mobile_phone, "Mobile telephone number" },
    PersonField { "pager", &Person::pager, "Pager number" },
    PersonField { "fax", &Person::fax, "Fax number" },
    PersonField { "assistant", &Person::assistant, "Name of the assistant" },
    PersonField { "assistant_phone", &Person::assistant_phone, "Telephone number of the assistant" },
    PersonField { "phonetic_name", &Person::phonetic_name, "The name as it is spoken" },
    PersonField { "phonetic_given_name", &Person::phonetic_given_name, "The given name as it is spoken" },
    PersonField { "phonetic_surname", &Person::phonetic_surname, "The surname as it is spoken" },
    PersonField { "notes", &Person::notes, "Notes" },
};

}
