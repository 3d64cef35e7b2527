#include "vcard/property_map.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace likeness::vcard {

namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

constexpr Spelling other_names[] {
    { "X-MS-TEL", "TEL" },
    { "X-MS-SPOUSE", "X-SPOUSE" },
    { "X-EVOLUTION-SPOUSE", "X-SPOUSE" },
    { "X-KADDRESSBOOK-X-SPOUSESNAME", "X-SPOUSE" },
    { "X-MS-MANAGER", "X-MANAGER" },
    { "X-EVOLUTION-MANAGER", "X-MANAGER" },
    { "X-KADDRESSBOOK-X-MANAGERSNAME", "X-MANAGER" },
    { "X-MS-ASSISTANT", "X-ASSISTANT" },
    { "X-EVOLUTION-ASSISTANT", "X-ASSISTANT" },
    { "X-KADDRESSBOOK-X-ASSISTANTSNAME", "X-ASSISTANT" },
    { "X-ANNIVERSARY", "ANNIVERSARY" },
    { "X-MS-ANNIVERSARY", "ANNIVERSARY" },
    { "X-EVOLUTION-ANNIVERSARY", "ANNIVERSARY" },
    { "X-KADDRESSBOOK-X-ANNIVERSARY", "ANNIVERSARY" },
    { "X-KADDRESSBOOK-X-PROFESSION", "ROLE" },
    { "X-CHILD", "X-MS-CHILD" },
};

// Behind a prefix of one program or another, in small letters, types mean the same.
constexpr std::string_view type_prefixes[] { "x-evolution-", "x-ms-", "x-" };

constexpr Spelling other_types[] {
    { "mobile", "cell" },
    { "cellular", "cell" },
    { "iphone", "cell" },
    { "pcs", "cell" },
    { "main", "company" },
    { "tlx", "telex" },
    { "tty", "textphone" },
    { "ttd", "textphone" },
    { "ttytdd", "textphone" },
    { "business", "work" },
};

// Apple's labels, and Google's, say several types in a word.
constexpr std::pair<std::string_view, std::array<std::string_view, 2>> joined_types[] {
    { "homefax", { "home", "fax" } },
    { "workfax", { "work", "fax" } },
    { "otherfax", { "other", "fax" } },
    { "companymain", { "company", "company" } },
};

// CLASS, in the order of the sensitivities.
constexpr std::array<std::string_view, 4> classes { "PUBLIC", "X-PERSONAL", "PRIVATE", "CONFIDENTIAL" };

std::span<std::string_view const> names_of_choices(SlotDescription const& row)
{
    return row.slot == Slot::sensitivity ? std::span<std::string_view const>(classes) : row.choices;
}

std::string_view without_prefix(std::string_view type)
{
    for (auto const prefix : type_prefixes)
        if (type.starts_with(prefix)) return type.substr(prefix.size());
    return type;
}

std::string_view one_spelling(std::string_view type)
{
    type = without_prefix(type);
    auto const* const other = std::ranges::find(other_types, type, &Spelling::first);
    return other == std::end(other_types) ? type : other->second;
}

void add_type(std::vector<std::string>& types, std::string_view written)
{
    auto const type = base::ascii_lowered(base::trim(written));
    for (auto const& [word, both] : joined_types)
        if (type == word) {
            types.insert(types.end(), both.begin(), both.end());
            return;
        }
    types.emplace_back(one_spelling(type));
}

void add_types(std::vector<std::string>& types, std::string_view written, char separator)
{
    while (!written.empty()) {
        auto const end = std::min(written.find(separator), written.size());
        add_type(types, written.substr(0, end));
        written.remove_prefix(std::min(end + 1, written.size()));
    }
}

// "_$!<HomeFAX>!$_" is one of Apple's own labels; any other is what somebody has written.
std::string_view label_text(std::string_view label)
{
    if (label.starts_with("_$!<") && label.ends_with(">!$_") && label.size() >= 8)
        return label.substr(4, label.size() - 8);
    return label;
}

// "TEL;TYPE=home,voice", "N.2", "ADR;TYPE=work.3".
Mapping taken_apart(SlotDescription const& row)
{
    Mapping mapping { .row = &row };
    auto rest = row.vcard;
    if (auto const dot = base::split_once(rest, '.')) {
        mapping.component = static_cast<std::size_t>(dot->after.front() - '0');
        rest = dot->before;
    }
    auto const halves = base::split_once(rest, ';');
    mapping.name = halves ? halves->before : rest;
    auto types = halves ? halves->after.substr(std::string_view("TYPE=").size()) : std::string_view();
    while (!types.empty()) {
        auto const end = std::min(types.find(','), types.size());
        mapping.types.push_back(types.substr(0, end));
        types.remove_prefix(std::min(end + 1, types.size()));
    }
    return mapping;
}

std::vector<Mapping> all_mappings()
{
    std::vector<Mapping> all;
    for (auto const& row : slot_table())
        if (!row.vcard.empty()) all.push_back(taken_apart(row));
    return all;
}

// A cell phone for work is a cell phone, and one that is preferred is first of all what else it is.
int weight_of(std::string_view type)
{
    if (type == "pref") return 1;
    return type == "work" || type == "home" ? 2 : 3;
}

}

std::span<Mapping const> mappings()
{
    static auto const all = all_mappings();
    return all;
}

std::vector<std::string> types_of(ContentLine const& line, std::string_view label)
{
    std::vector<std::string> types;
    for (auto const& parameter : line.parameters) {
        if (parameter.name == "PREF" && line.parameter("PREF") == "1") types.emplace_back("pref");
        if (parameter.name != "TYPE") continue;
        // Some quote the list as a whole.
        for (auto const& value : parameter.values) add_types(types, value, ',');
    }
    add_types(types, label_text(label), ' ');
    return types;
}

std::optional<int> fit(Mapping const& mapping, std::vector<std::string> const& types)
{
    int weight = 0;
    for (auto const type : mapping.types) {
        if (type == "voice") continue;
        auto const spelling = one_spelling(type);
        if (std::ranges::find(types, spelling) == types.end()) return std::nullopt;
        weight += weight_of(spelling);
    }
    return weight;
}

std::int32_t unsaid_choice(Slot slot)
{
    return slot == Slot::importance ? 1 : 0; // Normal; and of any other the first.
}

std::optional<std::int32_t> choice_from(SlotDescription const& row, std::string_view text)
{
    auto const names = names_of_choices(row);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (base::equals_ignoring_ascii_case(names[i], text) || text == std::to_string(i))
            return static_cast<std::int32_t>(i);
    return std::nullopt;
}

std::string choice_text(SlotDescription const& row, std::int32_t choice)
{
    // Outlook writes the number.
    if (row.slot == Slot::postal_address_index) return std::to_string(choice);
    return std::string(names_of_choices(row)[static_cast<std::size_t>(choice)]);
}

std::string_view table_name_of(std::string_view name)
{
    auto const* const other = std::ranges::find(other_names, name, &Spelling::first);
    return other == std::end(other_names) ? name : other->second;
}

}
