// People, pictures and times for the tests of the stores.
#pragma once

#include "base/keyed_hash.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"

#include <algorithm>
#include <string>

namespace likeness::test {

inline constexpr base::Seconds noon { std::chrono::seconds(1'700'000'000) };

inline EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

inline Person person_named(std::string name, std::string_view primary)
{
    return { .id = base::random_guid(), .addresses = { address(primary) }, .display_name = std::move(name) };
}

/// Every field has a text of its own, so that none can be taken for another.
inline Person sadie()
{
    return { .id = base::random_guid(),
        .addresses
        = { address("Sadie@contoso.com"), address("s.daniels@contoso.com"), address("desk7@contoso.com") },
        .other_proxies = { "sip:Sadie@contoso.com", "X500:/o=Contoso/cn=Recipients/cn=sadied" },
        .display_name = "Sadie Daniels",
        .given_name = "Sadie",
        .surname = "Daniels",
        .alias = "sadied",
        .company = "Contoso",
        .department = "Research",
        .title = "Engineer",
        .office = "B 12",
        .phone = "+1 425 555 0100",
        .initials = "SD",
        .culture = "en-US",
        .street = "1 Contoso Way",
        .city = "Redmond",
        .state = "Washington",
        .country = "United States",
        .postal_code = "98052",
        .home_phone = "+1 425 555 0101",
        .mobile_phone = "+1 425 555 0102",
        .pager = "+1 425 555 0103",
        .fax = "+1 425 555 0104",
        .assistant = "Reception Desk",
        .assistant_phone = "+1 425 555 0105",
        .phonetic_name = "Say-dee Dan-yells",
        .phonetic_given_name = "Say-dee",
        .phonetic_surname = "Dan-yells",
        .notes = "Knows where the coffee is",
        .visibility = Visibility::hidden };
}

inline Person hope()
{
    return person_named("Hope Gross", "hope@contoso.com");
}

/// Stands for the tags that the service makes: one for each (person, source, bytes).
inline std::string sample_tag(PersonId const& person, bool from_directory, base::ByteView bytes)
{
    auto const source = base::as_bytes(from_directory ? "directory" : "mailbox");
    return base::hex_of(base::keyed_hash({}, { person.bytes, source, bytes }), 8);
}

enum class Source { mailbox, directory };

/// Starts as a JPEG does; every byte behind that is `filling`, so that a mixture of two is seen.
inline Photo picture(PersonId const& person, int filling, std::size_t size, Source source = Source::mailbox)
{
    base::Bytes bytes(size, std::byte(filling));
    bytes[0] = std::byte { 0xFF };
    bytes[1] = std::byte { 0xD8 };
    bytes[2] = std::byte { 0xFF };
    auto tag = sample_tag(person, source == Source::directory, bytes);
    return { "image/jpeg", std::move(tag), noon + std::chrono::seconds(filling), std::move(bytes) };
}

inline StoredRendition rendition(PersonId const& person, PhotoSize code, int filling)
{
    // Larger ones have more bytes, past a database page for most.
    return { code, edge_px(code), picture(person, filling, static_cast<std::size_t>(edge_px(code)) * 100) };
}

inline PhotoUpdate upload(PersonId const& person, std::initializer_list<PhotoSize> codes, int filling)
{
    PhotoUpdate update {
        .renditions = {}, .thumbnail = std::nullopt, .changed_at = noon + std::chrono::seconds(filling)
    };
    for (auto const code : codes) update.renditions.push_back(rendition(person, code, filling));
    return update;
}

/// Whether the spellings are the same too, which comparing addresses does not tell.
inline bool same_spelling(Person const& left, Person const& right)
{
    return std::ranges::equal(left.addresses, right.addresses, {}, &EmailAddress::text, &EmailAddress::text);
}

}
