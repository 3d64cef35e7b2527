// Contacts and attachments for the tests of MailboxStore.
#pragma once

#include "core/ports/mailbox_store.hpp"
#include "storage/samples.hpp"

namespace likeness::test {

inline ItemContent contact(std::string_view name)
{
    ItemContent content;
    content.slots.put(Slot::display_name, std::string(name));
    return content;
}

/// A value of every type.
inline ItemContent whole_contact()
{
    auto content = contact("Sadie Daniels");
    content.slots.put(Slot::email_address1, "sadie@contoso.com");
    content.slots.put(Slot::categories, Texts { "Friends", "Work" });
    content.slots.put(Slot::birthday, noon);
    content.slots.put(Slot::reminder_is_set, false);
    content.slots.put(Slot::importance, std::int32_t { 1 });
    content.put({ { .tag = "0x10f3", .type = "String" }, { "sadie.vcf" } });
    return content;
}

inline Stamp stamp(int minutes)
{
    return { noon + std::chrono::minutes(minutes), "Sadie Daniels" };
}

inline NewAttachment file(std::string name, std::size_t size)
{
    return { { .name = std::move(name), .content_type = "text/plain" },
        base::Bytes(size, std::byte { 'f' }) };
}

inline NewAttachment photo(std::string name, std::size_t size)
{
    return { { .name = std::move(name), .content_type = "image/jpeg", .is_contact_photo = true },
        base::Bytes(size, std::byte { 'p' }) };
}

inline SlotSet touched(std::initializer_list<Slot> slots)
{
    SlotSet set;
    for (auto const slot : slots) add(set, slot);
    return set;
}

/// nullopt: it went well.
template <class Value> std::optional<Code> code_of(Result<Value> const& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

}
