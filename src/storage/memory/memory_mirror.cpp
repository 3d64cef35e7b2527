#include "storage/memory/memory_mirror.hpp"

#include "core/folded_links.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

bool is_same(Person const& left, Person const& right)
{
    return left == right
        && std::ranges::equal(left.addresses, right.addresses, {}, &EmailAddress::text, &EmailAddress::text);
}

bool is_same(std::optional<Photo> const& left, std::optional<Photo> const& right)
{
    return left.has_value() == right.has_value() && (!left || left->etag == right->etag);
}

// One call of apply. storage/sqlite/mirror_batch.cpp says why it goes in this order.
class BatchApplication {
public:
    BatchApplication(State& state, std::string_view source, MirrorBatch const& batch)
        : state_(state)
        , source_(source)
        , batch_(batch)
        , let_go_(batch.present.size())
    {
    }

    std::vector<Rejected> run() &&
    {
        drop_those_gone();
        release_and_order();
        for (auto const index : order_) take(index);
        if (batch_.cookie) state_.cookies.insert_or_assign(std::string(source_), *batch_.cookie);
        record_changes();
        std::ranges::stable_sort(rejected_, {}, &Rejected::index);
        return std::move(rejected_);
    }

private:
    void drop_those_gone()
    {
        for (auto const& id : batch_.gone) {
            auto const* const stored = state_.find(id);
            if (!stored || stored->person.source != source_) continue;
            state_.drop(id);
            changed_.push_back(id);
        }
    }

    void release_and_order()
    {
        std::vector<std::size_t> movers;
        std::vector<std::size_t> newcomers;
        for (std::size_t index = 0; index < batch_.present.size(); ++index) {
            auto const& now = batch_.present[index].entry.person;
            auto* const stored = state_.find(now.id);
            auto const stays = [&](EmailAddress const& address) { return now.has(address); };
            if (!stored)
                newcomers.push_back(index);
            else if (std::ranges::none_of(stored->person.addresses, stays))
                movers.push_back(index);
            else {
                order_.push_back(index);
                if (stored->person.source == source_) let_go_[index] = release(*stored, now);
            }
        }
        order_.insert(order_.end(), movers.begin(), movers.end());
        order_.insert(order_.end(), newcomers.begin(), newcomers.end());
    }

    // Whether there was any address to let go of.
    bool release(StoredPerson& stored, Person const& now)
    {
        return std::erase_if(stored.person.addresses, [&](EmailAddress const& address) {
            return !now.has(address) && state_.owners.erase(address.folded()) > 0;
        }) > 0;
    }

    void take(std::size_t index)
    {
        auto const& [given, dn] = batch_.present[index];
        auto entry = given;
        entry.person.source = source_;
        auto* const stored = state_.find(entry.person.id);
        if (stored && stored->person.source != source_)
            return reject(index,
                { Code::invalid_operation,
                    "The id of " + dn + " belongs to " + stored->person.primary_address().text()
                        + " already.",
                    base::to_string(entry.person.id) });
        if (!keep_free_addresses(index, entry.person)) return;
        if (stored && !let_go_[index] && is_unchanged(*stored, entry, dn)) return;

        bool const same_thumbnail = stored && is_same(stored->thumbnail, entry.thumbnail);
        if (same_thumbnail) entry.thumbnail.reset();
        auto& kept = state_.put(entry);
        if (!given.thumbnail) kept.thumbnail.reset();
        kept.dn = base::fold_case(dn);
        changed_.push_back(entry.person.id);
    }

    static bool is_unchanged(StoredPerson const& stored, PersonEntry const& entry, std::string const& dn)
    {
        return is_same(stored.person, entry.person) && is_same(stored.thumbnail, entry.thumbnail)
            && (!entry.links || stored.links == folded(*entry.links)) && stored.dn == base::fold_case(dn);
    }

    // Whether any is left.
    bool keep_free_addresses(std::size_t index, Person& person)
    {
        std::vector<EmailAddress> free;
        std::vector<Error> refusals;
        for (auto const& address : person.addresses) {
            if (std::ranges::find(free, address) != free.end()) continue;
            if (auto refusal = state_.refusal_of(address, person.id))
                refusals.push_back(std::move(*refusal));
            else
                free.push_back(address);
        }
        if (free.empty() && refusals.empty())
            refusals.push_back({ Code::invalid_operation, "A person needs an address.", {} });
        for (auto& refusal : refusals) {
            refusal.detail = (free.empty() ? "left out: " : "left out is the address alone: ")
                + batch_.present[index].dn;
            reject(index, std::move(refusal));
        }
        person.addresses = std::move(free);
        return !person.addresses.empty();
    }

    void reject(std::size_t index, Error error) { rejected_.push_back({ index, std::move(error) }); }

    void record_changes()
    {
        constexpr std::size_t changes_told_max = 100;
        if (changed_.size() > changes_told_max) return state_.record(ChangeKind::people);
        for (auto const& id : changed_) state_.record(ChangeKind::people, id);
    }

    State& state_;
    std::string_view source_;
    MirrorBatch const& batch_;
    std::vector<bool> let_go_; // Of an address, by place in the batch.
    std::vector<std::size_t> order_; // Places in the batch.
    std::vector<PersonId> changed_;
    std::vector<Rejected> rejected_;
};

}

Result<std::optional<std::string>> MemoryMirror::cookie(std::string_view source)
{
    std::lock_guard const lock(state_.mutex);
    auto const found = state_.cookies.find(source);
    return found == state_.cookies.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Rejected>> MemoryMirror::apply(std::string_view source, MirrorBatch const& batch)
{
    if (batch.present.size() > mirror_batch_max || batch.gone.size() > mirror_batch_max)
        return fail(Code::invalid_request, "Too many people are mirrored at once.");
    std::lock_guard const lock(state_.mutex);
    return BatchApplication(state_, source, batch).run();
}

Result<std::vector<PersonId>> MemoryMirror::people_of(std::string_view source)
{
    std::lock_guard const lock(state_.mutex);
    std::vector<PersonId> people;
    for (auto const& [id, stored] : state_.people)
        if (stored.person.source == source) people.push_back(id);
    return people;
}

Result<void> MemoryMirror::put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail)
{
    std::lock_guard const lock(state_.mutex);
    return state_.need(person).and_then([&](StoredPerson* stored) -> Result<void> {
        if (stored->is_local())
            return fail(
                Code::non_existent_mailbox, "Nobody mirrored is that person.", base::to_string(person));
        if (is_same(stored->thumbnail, thumbnail)) return {};
        stored->thumbnail = thumbnail;
        state_.record(ChangeKind::photo, person);
        return {};
    });
}

}
