#include "directory/joined_directory.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cassert>
#include <ranges>
#include <string>
#include <tuple>
#include <unordered_map>

namespace likeness::directory {

namespace {

// What the directories answered that have been asked so far.
template <class Value> class Answers {
public:
    // Whether `result` is an answer; a failure is kept.
    bool take(Result<Value> const& result)
    {
        if (result) return true;
        if (!failure_) failure_ = result.error();
        return false;
    }

    bool is_complete() const { return !failure_; }

    // For when nobody had anything: that, or why it is not known.
    Result<Value> or_failure(Value nothing) const
    {
        if (failure_) return tl::unexpected(*failure_);
        return nothing;
    }

private:
    std::optional<Error> failure_;
};

// The first answer of `ask`, a function of a member, that `is_known` says is one.
template <class Value>
Result<Value> first_known(std::vector<JoinedMember> const& members, auto const& ask, auto const& is_known)
{
    Answers<Value> answers;
    for (auto const& member : members) {
        Result<Value> answer = ask(member);
        if (answers.take(answer) && is_known(*answer)) return answer;
    }
    return answers.or_failure(Value {});
}

// A hit and what the lists are put in order by.
struct RankedHit {
    bool is_part = false; ///< Not a whole field.
    std::string folded_name;
    NameHit hit;
};

// Puts the hits of several searches into one list.
class MergedHits {
public:
    void add(NameHits&& found, std::vector<PersonId> const& named_exactly)
    {
        for (auto const& hit : found.hits) {
            bool const is_part = std::ranges::find(named_exactly, hit.id) == named_exactly.end();
            hits_.push_back({ is_part, base::fold_name(hit.name), hit });
        }
        owners_.push_back(std::move(found.owner));
        more_ = more_ || found.more;
    }

    bool empty() const { return hits_.empty(); }
    void say_there_are_more() { more_ = true; }

    NameHits cut_to(std::size_t most) &&
    {
        std::ranges::stable_sort(
            hits_, {}, [](RankedHit const& one) { return std::tie(one.is_part, one.folded_name); });
        if (hits_.size() > most) {
            hits_.erase(hits_.begin() + static_cast<std::ptrdiff_t>(most), hits_.end());
            more_ = true;
        }
        NameHits merged { .more = more_ };
        for (auto const& one : hits_) merged.hits.push_back(one.hit);
        merged.owner = std::make_shared<std::vector<std::shared_ptr<void const>> const>(std::move(owners_));
        return merged;
    }

private:
    std::vector<RankedHit> hits_;
    std::vector<std::shared_ptr<void const>> owners_;
    bool more_ = false;
};

// Those whom the text names exactly: a hit does not say why it is one.
Result<std::vector<PersonId>> named_exactly(NameSearch& names, NameQuery query, std::size_t most)
{
    query.whole = true;
    auto const exact = names.search(query, most);
    if (!exact) return tl::unexpected(exact.error());
    std::vector<PersonId> ids;
    for (auto const& hit : exact->hits) ids.push_back(hit.id);
    return ids;
}

}

JoinedDirectory::JoinedDirectory(std::vector<JoinedMember> members)
    : members_(std::move(members))
{
    assert(!members_.empty());
}

Result<std::optional<Person>> JoinedDirectory::find(EmailAddress const& address)
{
    return first_known<std::optional<Person>>(
        members_, [&](JoinedMember const& member) { return member.directory->find(address); },
        [](auto const& person) { return person.has_value(); });
}

Result<std::optional<Person>> JoinedDirectory::find(PersonId person)
{
    return first_known<std::optional<Person>>(
        members_, [&](JoinedMember const& member) { return member.directory->find(person); },
        [](auto const& found) { return found.has_value(); });
}

Result<bool> JoinedDirectory::serves_domain(std::string_view folded_domain)
{
    return first_known<bool>(
        members_, [&](JoinedMember const& member) { return member.directory->serves_domain(folded_domain); },
        [](bool is_served) { return is_served; });
}

Result<std::optional<Photo>> JoinedDirectory::find_thumbnail(PersonId person)
{
    return first_known<std::optional<Photo>>(
        members_, [&](JoinedMember const& member) { return member.directory->find_thumbnail(person); },
        [](auto const& photo) { return photo.has_value(); });
}

Result<std::vector<Person>> JoinedDirectory::find_all(std::span<PersonId const> people)
{
    Answers<std::vector<Person>> answers;
    std::unordered_map<PersonId, Person> found;
    std::vector<PersonId> missing(people.begin(), people.end());
    for (auto const& member : members_) {
        if (missing.empty()) break;
        auto part = member.directory->find_all(missing);
        if (!answers.take(part)) continue;
        for (auto& person : *part) found.try_emplace(person.id, std::move(person));
        std::erase_if(missing, [&](PersonId const& id) { return found.contains(id); });
    }
    if (!missing.empty() && !answers.is_complete()) return answers.or_failure({});

    std::vector<Person> in_order;
    for (auto const& id : people)
        if (auto const one = found.find(id); one != found.end()) in_order.push_back(one->second);
    return in_order;
}

Result<std::vector<Person>> JoinedDirectory::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    Answers<std::vector<Person>> answers;
    std::vector<Person> people;
    for (std::size_t place = 0; place < members_.size(); ++place) {
        auto part = members_[place].directory->find_by_proxy(prefix, match, most);
        if (!answers.take(part)) continue;
        std::erase_if(
            *part, [&](Person const& one) { return is_known_before(place, one.primary_address()); });
        std::ranges::move(*part, std::back_inserter(people));
    }
    if (people.empty()) return answers.or_failure({});
    if (people.size() > most) people.erase(people.begin() + static_cast<std::ptrdiff_t>(most), people.end());
    return people;
}

Result<std::vector<Person>> JoinedDirectory::find_related(
    PersonId person, Relation relation, std::size_t most)
{
    return first_known<std::vector<Person>>(
        members_,
        [&](JoinedMember const& member) { return member.directory->find_related(person, relation, most); },
        [](auto const& people) { return !people.empty(); });
}

Result<NameHits> JoinedDirectory::search(NameQuery const& query, std::size_t most)
{
    if (members_.size() == 1) return members_.front().names->search(query, most);
    Answers<NameHits> answers;
    MergedHits merged;
    for (std::size_t place = 0; place < members_.size(); ++place) {
        auto& names = *members_[place].names;
        auto found = names.search(query, most);
        if (!answers.take(found)) continue;
        std::erase_if(found->hits, [&](NameHit const& hit) { return is_known_before(place, hit.address); });
        if (found->hits.empty()) continue;
        auto const exact = named_exactly(names, query, most);
        if (!exact) return tl::unexpected(exact.error());
        merged.add(*std::move(found), *exact);
    }
    if (merged.empty()) return answers.or_failure({});
    if (!answers.is_complete()) merged.say_there_are_more();
    return std::move(merged).cut_to(most);
}

// Whether somebody of an earlier directory has this address, and be it a hidden one: then they are who is meant by it.
// An earlier one that cannot be asked does not keep a later one's people from being found.
bool JoinedDirectory::is_known_before(std::size_t place, EmailAddress const& address)
{
    for (auto const& member : members_ | std::views::take(place)) {
        auto const found = member.directory->find(address);
        if (found && *found) return true;
    }
    return false;
}

bool JoinedDirectory::is_known_before(std::size_t place, std::string_view address)
{
    auto const parsed = EmailAddress::parse(address);
    return parsed && is_known_before(place, *parsed);
}

}
