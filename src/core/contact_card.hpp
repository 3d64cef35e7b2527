// ContactCard: what an answer tells of somebody whom a name resolves to, beyond their mailbox.
// Source: spec/directory.md 4 and 5.
#pragma once

#include "base/bytes.hpp"
#include "core/mailbox.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace likeness {

/// How much of a card an answer is to hold.
struct ContactShape {
    enum class Base : std::uint8_t { id_only, standard, all_properties };
    Base base = Base::standard;
    bool knows_pictures = true; ///< Older clients do not know HasPicture,
    bool knows_directory_details = true; ///< or what came with Photo: Alias, Notes, DirectoryId and more.

    friend bool operator==(ContactShape const&, ContactShape const&) = default;
};

struct PostalAddress {
    std::string_view street;
    std::string_view city;
    std::string_view state;
    std::string_view country;
    std::string_view postal_code;

    friend bool operator==(PostalAddress const&, PostalAddress const&) = default;
};

struct CardPhones {
    std::string_view assistant;
    std::string_view business_fax;
    std::string_view business;
    std::string_view home;
    std::string_view mobile;
    std::string_view pager;

    friend bool operator==(CardPhones const&, CardPhones const&) = default;
};

/// "SMTP:sadie@contoso.com" in its two parts.
struct ProxyAddress {
    std::string_view
        kind; ///< "SMTP" for the primary address, "smtp" for another; empty where it was not said.
    std::string_view address;

    friend bool operator==(ProxyAddress const&, ProxyAddress const&) = default;
};
inline constexpr std::size_t card_addresses_max = 3; ///< The protocol has keys for so many.

/// nullopt: it is not said; an empty text: it is said that there is none. The texts live as long as the owner of the
/// answer that it is in.
struct ContactCard {
    using Text = std::optional<std::string_view>;
    enum class Source : std::uint8_t { directory, store };

    Text culture;
    Text display_name;
    Text given_name;
    Text initials;
    Text company;
    std::vector<ProxyAddress> addresses; ///< At most card_addresses_max.
    std::optional<PostalAddress> business_address;
    std::optional<CardPhones> phones;
    Text assistant;
    Source source = Source::directory;
    Text department;
    Text title;
    Text manager; ///< The name.
    Text office;
    Text surname;
    bool has_picture = false;
    Text phonetic_name;
    Text phonetic_given_name;
    Text phonetic_surname;
    Text alias;
    Text notes;
    std::optional<base::Bytes> photo; ///< The file, as it is stored.
    bool lists_certificates = false; ///< The lists are there; ours are empty.
    std::optional<PersonId> directory_id;
    std::optional<Mailbox> manager_mailbox;
    std::vector<Mailbox> direct_reports;

    friend bool operator==(ContactCard const&, ContactCard const&) = default;
};

}
