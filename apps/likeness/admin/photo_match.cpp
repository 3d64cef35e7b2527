#include "apps/likeness/admin/photo_match.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace likeness::app {

namespace {

constexpr std::array<std::string_view, 10> picture_endings { ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp",
    ".tif", ".tiff", ".heic", ".heif" };

// Aliases and names compare by this: "Sadie_Daniels" and "sadie daniels" are one.
std::string word_key(std::string_view text)
{
    auto folded = base::fold_name(text);
    std::ranges::replace(folded, '_', ' ');
    auto const both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
    folded.erase(std::ranges::unique(folded, both_blank).begin(), folded.end());
    return std::string(base::trim(folded));
}

std::string_view local_part_of(EmailAddress const& address)
{
    return std::string_view(address.text()).substr(0, address.text().rfind('@'));
}

std::string_view alias_of(Person const& person)
{
    return person.alias.empty() ? local_part_of(person.primary_address()) : std::string_view(person.alias);
}

}

std::string_view stem_of(std::string_view file_name)
{
    for (auto const ending : picture_endings) {
        if (file_name.size() <= ending.size()) continue;
        auto const stem = file_name.substr(0, file_name.size() - ending.size());
        if (base::equals_ignoring_ascii_case(file_name.substr(stem.size()), ending)) return stem;
    }
    return file_name;
}

PhotoMatch::PhotoMatch(std::vector<std::string> file_names)
    : file_names_(std::move(file_names))
    , files_(file_names_.size())
{
    for (std::size_t i = 0; i < file_names_.size(); ++i) {
        auto const stem = stem_of(file_names_[i]);
        if (auto const address = EmailAddress::parse(stem)) by_address_.emplace(address->folded(), i);
        by_word_.emplace(word_key(stem), i);
    }
}

void PhotoMatch::offer(Person const& person)
{
    for (auto const& address : person.addresses) found(by_address_, address.folded(), Kind::address, person);
    found(by_word_, word_key(alias_of(person)), Kind::alias, person);
    found(by_word_, word_key(person.display_name), Kind::name, person);
}

void PhotoMatch::found(Keys const& keys, std::string const& key, Kind kind, Person const& person)
{
    auto const [begin, end] = keys.equal_range(key);
    for (auto at = begin; at != end; ++at) note(files_[at->second], kind, person);
}

void PhotoMatch::note(Found& file, Kind kind, Person const& person)
{
    if (file.count > 0 && file.kind < kind) return;
    if (file.count > 0 && kind < file.kind) file = {};
    file.kind = kind;
    ++file.count;
    if (file.owners.size() < 2) file.owners.push_back({ person.id, person.primary_address() });
}

std::vector<PhotoMatch::Outcome> PhotoMatch::outcomes() const
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(files_.size());
    for (auto const& file : files_) outcomes.push_back(outcome_of(file));
    refuse_shared_owners(outcomes);
    return outcomes;
}

PhotoMatch::Outcome PhotoMatch::outcome_of(Found const& file) const
{
    if (file.count == 0) return { {}, "nobody has this address, alias or name" };
    if (file.count == 1) return { file.owners, {} };
    return { {},
        fmt::format("{} people fit, {} and {} among them; name the file by the address", file.count,
            file.owners[0].email.text(), file.owners[1].email.text()) };
}

void PhotoMatch::refuse_shared_owners(std::vector<Outcome>& outcomes) const
{
    std::unordered_map<PersonId, std::size_t> first_file_of;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].owners.empty()) continue;
        auto const owner = outcomes[i].owners.front();
        auto const [first, is_first] = first_file_of.emplace(owner.id, i);
        if (is_first) continue;
        auto const say = [&](std::size_t file, std::size_t other) {
            outcomes[file].problem = fmt::format(
                "{} is for {} as well; keep one of them", file_names_[other], owner.email.text());
        };
        say(i, first->second);
        if (outcomes[first->second].problem.empty()) say(first->second, i);
    }
    for (auto& outcome : outcomes)
        if (!outcome.problem.empty()) outcome.owners.clear();
}

}
