// Mailbox: where mail to somebody goes, as answers about people name it.
// Source: spec/directory.md 3; types.xsd, EmailAddressType.
#pragma once

#include "core/person.hpp"

#include <cstdint>
#include <string_view>

namespace likeness {

enum class MailboxType : std::uint8_t {
    unknown,
    one_off,
    mailbox,
    public_dl, ///< A group of the directory.
    private_dl, ///< A group in somebody's contacts.
    contact,
    public_folder,
    group_mailbox,
    implicit_contact,
};

/// The texts live as long as the owner of the answer that it is in.
struct Mailbox {
    std::string_view name;
    std::string_view address; ///< By `routing_type`: "sadie@contoso.com", or a legacyExchangeDN.
    std::string_view routing_type = "SMTP"; ///< "EX" for a foreign server's legacyExchangeDN.
    MailboxType type = MailboxType::mailbox;
    std::string_view item_id {}; ///< Of a contact in a folder; empty for who is in the directory.

    friend bool operator==(Mailbox const&, Mailbox const&) = default;
};

inline MailboxType mailbox_type_of(RecipientKind kind)
{
    switch (kind) {
    case RecipientKind::mailbox: return MailboxType::mailbox;
    case RecipientKind::group: return MailboxType::public_dl;
    case RecipientKind::contact: return MailboxType::contact;
    }
    return MailboxType::unknown;
}

/// Lives as long as `person` does.
inline Mailbox mailbox_of(Person const& person)
{
    return { .name = person.display_name,
        .address = person.primary_address().text(),
        .type = mailbox_type_of(person.kind) };
}

}
