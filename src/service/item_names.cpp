// Theory: whether a name was made or given is not stored. It counts as made when it is what would be made of the item as
// it was: then it follows what it is made of.
#include "service/item_names.hpp"

#include <array>
#include <initializer_list>

namespace likeness::service {

namespace {

enum class Name : std::uint8_t {
    none,
    last_comma_first,
    first_last,
    last_first_joined,
    last_first,
    shown,
    first,
    last
};
enum class Company : std::uint8_t { none, before, behind };

struct FileAsForm {
    Name name = Name::none;
    Company company = Company::none;
    bool with_suffix = false;
};

// By the number of the mapping. MAPI writes a company on a line of its own.
constexpr std::array<FileAsForm, 18> forms { {
    {}, // None
    { Name::last_comma_first }, // LastCommaFirst
    { Name::first_last, Company::none, true }, // FirstSpaceLast
    { Name::none, Company::before }, // Company
    { Name::last_comma_first, Company::behind }, // LastCommaFirstCompany
    { Name::last_first_joined, Company::before }, // CompanyLastFirst
    { Name::last_first_joined }, // LastFirst
    { Name::last_first_joined, Company::behind }, // LastFirstCompany
    { Name::last_comma_first, Company::before }, // CompanyLastCommaFirst
    { Name::last_first_joined, Company::none, true }, // LastFirstSuffix
    { Name::last_first, Company::behind }, // LastSpaceFirstCompany
    { Name::last_first, Company::before }, // CompanyLastSpaceFirst
    { Name::last_first }, // LastSpaceFirst
    { Name::shown }, // DisplayName
    { Name::first }, // FirstName
    { Name::last_first, Company::none, true }, // LastFirstMiddleSuffix
    { Name::last }, // LastName
    {}, // Empty
} };
constexpr std::int32_t no_mapping = 0;
constexpr std::int32_t empty_mapping = 17;

// The parts that there are, with the separator between them.
std::string joined(std::initializer_list<std::string_view> parts, std::string_view separator)
{
    std::string all;
    for (auto const part : parts) {
        if (part.empty()) continue;
        if (!all.empty()) all.append(separator);
        all.append(part);
    }
    return all;
}

std::string first_of(std::initializer_list<std::string_view> candidates)
{
    for (auto const candidate : candidates)
        if (!candidate.empty()) return std::string(candidate);
    return {};
}

std::string name_in(Name form, SlotValues const& slots)
{
    auto const given = slots.text(Slot::given_name);
    auto const surname = slots.text(Slot::surname);
    auto const first = joined({ given, slots.text(Slot::middle_name) }, " ");
    switch (form) {
    case Name::none: return {};
    case Name::last_comma_first: return joined({ surname, first }, ", ");
    case Name::first_last: return joined({ first, surname }, " ");
    case Name::last_first_joined: return joined({ surname, first }, "");
    case Name::last_first: return joined({ surname, first }, " ");
    case Name::shown: return std::string(slots.text(Slot::display_name));
    case Name::first: return std::string(given);
    case Name::last: return std::string(surname);
    }
    return {};
}

std::string filed_by(FileAsForm const& form, SlotValues const& slots)
{
    auto const suffix = form.with_suffix ? slots.text(Slot::generation) : std::string_view();
    auto const name = joined({ name_in(form.name, slots), suffix }, " ");
    auto const company = slots.text(Slot::company_name);
    switch (form.company) {
    case Company::none: return name;
    case Company::before: return joined({ company, name }, "\r\n");
    case Company::behind: return joined({ name, company }, "\r\n");
    }
    return name;
}

// None counts as no mapping: what is given stays.
std::optional<std::int32_t> mapping_of(SlotValues const& slots)
{
    auto const mapping = slots.number(Slot::file_as_mapping);
    bool const is_known
        = mapping && *mapping > no_mapping && static_cast<std::size_t>(*mapping) < forms.size();
    return is_known ? mapping : std::nullopt;
}

std::string usual_display_name(SlotValues const& slots)
{
    auto const name = joined({ slots.text(Slot::given_name), slots.text(Slot::middle_name),
                                 slots.text(Slot::surname), slots.text(Slot::generation) },
        " ");
    return first_of({ name, slots.text(Slot::company_name), slots.text(Slot::email_address1_name),
        slots.text(Slot::email_address1) });
}

std::string usual_file_as(SlotValues const& slots)
{
    auto const mapping = mapping_of(slots);
    if (mapping == empty_mapping) return {};
    auto const mapped = mapping ? filed_by(forms[static_cast<std::size_t>(*mapping)], slots) : std::string();
    return first_of({ mapped, name_in(Name::last_comma_first, slots), slots.text(Slot::display_name),
        slots.text(Slot::company_name) });
}

std::string usual_subject(SlotValues const& slots)
{
    return first_of({ slots.text(Slot::display_name), slots.text(Slot::file_as) });
}

struct NameRule {
    Slot slot;
    std::string (*usual)(SlotValues const&);
};
// Each may be made of those before it.
constexpr std::array rules {
    NameRule { Slot::display_name, usual_display_name },
    NameRule { Slot::file_as, usual_file_as },
    NameRule { Slot::subject, usual_subject },
};

bool follows_mapping(Slot slot, SlotValues const& slots)
{
    return slot == Slot::file_as && mapping_of(slots);
}

void put_name(SlotValues& slots, Slot slot, std::string name)
{
    if (name.empty())
        slots.erase(slot);
    else
        slots.put(slot, std::move(name));
}

}

void fill_names(ItemContent& content)
{
    auto& slots = content.slots;
    for (auto const& [slot, usual] : rules)
        if (slots.text(slot).empty() || follows_mapping(slot, slots)) put_name(slots, slot, usual(slots));
    // In no rule: FileAs is made of DisplayName, and each would count as made of the other.
    if (slots.text(Slot::display_name).empty())
        put_name(slots, Slot::display_name, std::string(slots.text(Slot::file_as)));
}

void refresh_names(ItemContent const& before, SlotSet const& named, ItemContent& now)
{
    auto& slots = now.slots;
    bool const is_filed_by_hand = contains(named, Slot::file_as) && !contains(named, Slot::file_as_mapping);
    if (is_filed_by_hand && mapping_of(slots)) slots.put(Slot::file_as_mapping, no_mapping);
    for (auto const& [slot, usual] : rules) {
        bool const was_made = !contains(named, slot) && before.slots.text(slot) == usual(before.slots);
        if (was_made || follows_mapping(slot, slots)) put_name(slots, slot, usual(slots));
    }
}

}
