#include "service/contact_cards.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"
#include "service/find_visible.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

using Text = ContactCard::Text;

// What the schema lets a language be: "en", "en-US".
bool is_language(std::string_view text)
{
    constexpr std::size_t part_letters_max = 8;
    bool is_first = true;
    while (true) {
        auto const part = text.substr(0, text.find('-'));
        bool const fits
            = !part.empty() && part.size() <= part_letters_max && std::ranges::all_of(part, [&](char letter) {
                  auto const low = base::ascii_lower(letter);
                  return (low >= 'a' && low <= 'z') || (!is_first && low >= '0' && low <= '9');
              });
        if (!fits) return false;
        if (part.size() == text.size()) return true;
        text.remove_prefix(part.size() + 1);
        is_first = false;
    }
}

Text where_set(std::string_view text)
{
    return text.empty() ? Text() : Text(text);
}

std::vector<ProxyAddress> proxies_of(Person const& person)
{
    std::vector<ProxyAddress> proxies;
    auto const add = [&](ProxyAddress const& proxy) {
        if (proxies.size() < card_addresses_max) proxies.push_back(proxy);
    };
    for (auto const& address : person.addresses)
        add({ &address == &person.addresses.front() ? "SMTP" : "smtp", address.text() });
    for (std::string_view const proxy : person.other_proxies) {
        auto const halves = base::split_once(proxy, ':');
        add(halves ? ProxyAddress { halves->before, halves->after } : ProxyAddress { "", proxy });
    }
    return proxies;
}

// Exchange shows these of everybody but groups also where there is nothing in them.
void add_texts(ContactCard& card, Person const& person)
{
    bool const is_group = person.kind == RecipientKind::group;
    auto const shown = [&](std::string_view text) { return is_group ? where_set(text) : Text(text); };
    card.given_name = shown(person.given_name);
    card.initials = shown(person.initials);
    card.company = shown(person.company);
    card.assistant = shown(person.assistant);
    card.department = shown(person.department);
    card.title = shown(person.title);
    card.office = shown(person.office);
    card.surname = shown(person.surname);
    if (is_language(person.culture)) card.culture = person.culture;
    if (is_group) return;
    card.business_address = { .street = person.street,
        .city = person.city,
        .state = person.state,
        .country = person.country,
        .postal_code = person.postal_code };
    card.phones = { .assistant = person.assistant_phone,
        .business_fax = person.fax,
        .business = person.phone,
        .home = person.home_phone,
        .mobile = person.mobile_phone,
        .pager = person.pager };
}

void add_directory_details(ContactCard& card, Person const& person)
{
    card.phonetic_name = where_set(person.phonetic_name);
    card.phonetic_given_name = where_set(person.phonetic_given_name);
    card.phonetic_surname = where_set(person.phonetic_surname);
    card.alias = person.alias;
    card.notes = person.notes;
    card.lists_certificates = person.kind != RecipientKind::group;
}

}

ContactCards::ContactCards(ContactShape const& shape, Principal const& caller, PeoplePorts const& ports)
    : shape_(shape)
    , caller_(caller)
    , ports_(ports)
{
}

Result<ContactCard> ContactCards::card_of(Person const& person)
{
    using Base = ContactShape::Base;
    ContactCard card;
    if (shape_.knows_directory_details && shape_.base != Base::standard) card.directory_id = person.id;
    if (shape_.base == Base::id_only) return card;
    card.display_name = person.display_name;
    card.addresses = proxies_of(person);
    if (shape_.base == Base::standard) return card;

    add_texts(card, person);
    if (shape_.knows_directory_details) add_directory_details(card, person);
    if (auto added = add_pictures(card, person); !added) return tl::unexpected(added.error());
    if (auto added = add_relations(card, person); !added) return tl::unexpected(added.error());
    return card;
}

Result<void> ContactCards::add_pictures(ContactCard& card, Person const& person)
{
    if (!shape_.knows_pictures && !shape_.knows_directory_details) return {};
    auto picture = picture_of(person.id);
    if (!picture) return tl::unexpected(picture.error());
    // A hundred hits may come with one each.
    if (!*picture || (*picture)->bytes.size() > limits::thumbnail_bytes_max) return {};
    card.has_picture = shape_.knows_pictures;
    if (shape_.knows_directory_details) card.photo = std::move((*picture)->bytes);
    return {};
}

// The directory's own; where it has none, what GetUserPhoto serves in that size, which a tombstone forbids.
Result<std::optional<Photo>> ContactCards::picture_of(PersonId person)
{
    auto thumbnail = ports_.directory().find_thumbnail(person);
    if (!thumbnail || *thumbnail) return thumbnail;
    auto const size = photo_size_of_edge(ports_.policy.thumbnail_px).value_or(PhotoSize::hr48x48);
    return ports_.photos.find(person, size).map([](PhotoLookup&& stored) { return std::move(stored.photo); });
}

Result<void> ContactCards::add_relations(ContactCard& card, Person const& person)
{
    auto const managers = visible_related(person.id, Relation::manager, 1);
    if (!managers) return tl::unexpected(managers.error());
    if (!managers->empty()) {
        card.manager = managers->front()->display_name;
        if (shape_.knows_directory_details) card.manager_mailbox = mailbox_of(*managers->front());
    }
    if (!shape_.knows_directory_details) return {};
    auto const reports
        = visible_related(person.id, Relation::direct_reports, limits::direct_reports_shown_max);
    if (!reports) return tl::unexpected(reports.error());
    for (auto const* report : *reports) card.direct_reports.push_back(mailbox_of(*report));
    return {};
}

Result<ContactCards::People> ContactCards::visible_related(
    PersonId person, Relation relation, std::size_t most)
{
    auto found = ports_.directory().find_related(person, relation, most);
    if (!found) return tl::unexpected(found.error());
    auto const kept = std::make_shared<std::vector<Person> const>(std::move(*found));
    People people;
    for (auto const& related : *kept)
        if (is_there_for(caller_, related)) people.push_back(&related);
    if (!people.empty()) owners_.push_back(kept);
    return people;
}

}
