#include "storage/memory/memory_storage.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>

namespace likeness::storage {

namespace {

struct StoredPerson {
    Person person;
    std::optional<Photo> thumbnail;
    std::vector<StoredRendition> renditions; // Smallest code first.
    std::int64_t photo_version = 0;
    bool photo_removed = false;
    base::Seconds photo_changed_at {};
};

// All that is stored; who touches it holds `mutex`.
struct State {
    std::mutex mutex;
    std::unordered_map<PersonId, StoredPerson> people;
    std::map<std::string, PersonId> owners; // By folded address.
    std::map<std::string, Account> accounts; // By folded address.
    std::deque<Change> changes;
    std::int64_t head = 0;

    void record(ChangeKind kind, std::optional<PersonId> person = std::nullopt)
    {
        changes.push_back({ kind, person });
        ++head;
        if (changes.size() > static_cast<std::size_t>(changes_kept)) changes.pop_front();
    }

    Result<StoredPerson*> need(PersonId const& id)
    {
        auto const found = people.find(id);
        if (found == people.end())
            return fail(Code::non_existent_mailbox, "There is no such person.", base::to_string(id));
        return &found->second;
    }
};

class MemoryPhotoStore final : public PhotoStore {
public:
    explicit MemoryPhotoStore(State& state)
        : state_(state)
    {
    }

    Result<PhotoLookup> find(PersonId id, PhotoSize size) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return PhotoLookup {};
        auto const& renditions = (*person)->renditions;
        PhotoLookup lookup { .photo = std::nullopt, .removed = (*person)->photo_removed };
        auto chosen = std::ranges::find(renditions, size, &StoredRendition::code);
        if (chosen == renditions.end())
            chosen = std::ranges::max_element(renditions, {}, &StoredRendition::edge_px);
        if (chosen != renditions.end()) lookup.photo = chosen->photo;
        return lookup;
    }

    Result<PhotoSummary> summary(PersonId id) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return PhotoSummary {};
        PhotoSummary summary { (*person)->photo_version, (*person)->photo_removed,
            (*person)->photo_changed_at, {} };
        for (auto const& [code, edge, photo] : (*person)->renditions)
            summary.sizes.push_back({ code, edge, photo.bytes.size(), photo.etag });
        return summary;
    }

    Result<std::int64_t> replace(PersonId id, PhotoUpdate const& update) override
    {
        auto renditions = update.renditions;
        std::ranges::sort(renditions, {}, &StoredRendition::code);
        if (renditions.empty()
            || std::ranges::adjacent_find(renditions, {}, &StoredRendition::code) != renditions.end())
            return fail(Code::invalid_request, "A photo needs renditions, one for each size at most.");
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return tl::unexpected(person.error());
        if (update.thumbnail) (*person)->thumbnail = update.thumbnail;
        change(id, **person, std::move(renditions), false, update.changed_at);
        return (*person)->photo_version;
    }

    Result<void> remove(PersonId id, base::Seconds now) override
    {
        std::lock_guard const lock(state_.mutex);
        return state_.need(id).map([&](StoredPerson* person) {
            person->thumbnail.reset();
            change(id, *person, {}, true, now);
        });
    }

    Result<void> use_directory(PersonId id, base::Seconds now) override
    {
        std::lock_guard const lock(state_.mutex);
        return state_.need(id).map([&](StoredPerson* person) {
            if (person->photo_version > 0)
                change(id, *person, {}, false, now);
            else
                state_.record(ChangeKind::photo, id);
        });
    }

private:
    void change(PersonId const& id, StoredPerson& person, std::vector<StoredRendition>&& renditions,
        bool removed, base::Seconds now)
    {
        person.renditions = std::move(renditions);
        person.photo_removed = removed;
        person.photo_changed_at = now;
        ++person.photo_version;
        state_.record(ChangeKind::photo, id);
    }

    State& state_;
};

class MemoryDirectory final : public LocalDirectory {
public:
    explicit MemoryDirectory(State& state)
        : state_(state)
    {
    }

    Result<std::optional<Person>> find(EmailAddress const& address) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const owner = state_.owners.find(address.folded());
        if (owner == state_.owners.end()) return std::nullopt;
        return state_.people.at(owner->second).person;
    }

    Result<std::optional<Person>> find(PersonId id) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return std::nullopt;
        return (*person)->person;
    }

    Result<bool> serves_domain(std::string_view folded_domain) override
    {
        std::lock_guard const lock(state_.mutex);
        return std::ranges::any_of(state_.people, [&](auto const& entry) {
            return std::ranges::any_of(entry.second.person.addresses,
                [&](EmailAddress const& address) { return address.folded_domain() == folded_domain; });
        });
    }

    Result<std::optional<Photo>> find_thumbnail(PersonId id) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return std::nullopt;
        return (*person)->thumbnail;
    }

    Result<void> add(PersonEntry const& entry) override
    {
        std::lock_guard const lock(state_.mutex);
        return insert(entry).map([&] { state_.record(ChangeKind::people, entry.person.id); });
    }

    Result<std::vector<Rejected>> import(std::span<PersonEntry const> people) override
    {
        if (people.size() > import_batch_max)
            return fail(Code::invalid_request, "Too many people are imported at once.");
        std::lock_guard const lock(state_.mutex);
        std::vector<Rejected> rejected;
        for (std::size_t index = 0; index < people.size(); ++index) {
            auto const stored = insert_or_rewrite(people[index]);
            if (!stored) rejected.push_back({ index, stored.error() });
        }
        if (rejected.size() < people.size()) state_.record(ChangeKind::people);
        return rejected;
    }

    Result<void> update(PersonEntry const& entry) override
    {
        std::lock_guard const lock(state_.mutex);
        return state_.need(entry.person.id)
            .and_then([&](StoredPerson* person) { return rewrite(*person, entry); })
            .map([&] { state_.record(ChangeKind::people, entry.person.id); });
    }

    Result<void> remove(PersonId id) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const person = state_.need(id);
        if (!person) return tl::unexpected(person.error());
        disown(**person);
        state_.people.erase(id);
        state_.record(ChangeKind::people, id);
        return {};
    }

    Result<void> for_each(std::function<bool(Person const&)> const& visit) override
    {
        // From a copy, so that `visit` may use the stores.
        for (auto const& person : all_by_primary())
            if (!visit(person)) break;
        return {};
    }

    Result<std::size_t> count() override
    {
        std::lock_guard const lock(state_.mutex);
        return state_.people.size();
    }

private:
    std::vector<Person> all_by_primary()
    {
        std::lock_guard const lock(state_.mutex);
        std::vector<Person> people;
        for (auto const& [folded, id] : state_.owners) {
            auto const& person = state_.people.at(id).person;
            if (person.primary_address().folded() == folded) people.push_back(person);
        }
        return people;
    }

    Result<void> insert(PersonEntry const& entry)
    {
        if (state_.people.contains(entry.person.id))
            return fail(Code::invalid_operation, "There is a person with this id already.");
        return refuse_unless_free(entry.person.addresses, nullptr).map([&] {
            put(state_.people[entry.person.id], entry);
        });
    }

    Result<void> rewrite(StoredPerson& stored, PersonEntry const& entry)
    {
        return refuse_unless_free(entry.person.addresses, &stored.person.id).map([&] {
            auto changed = entry;
            changed.person.id = stored.person.id;
            disown(stored);
            put(stored, changed);
        });
    }

    Result<void> insert_or_rewrite(PersonEntry const& entry)
    {
        auto const& addresses = entry.person.addresses;
        auto const owner
            = addresses.empty() ? state_.owners.end() : state_.owners.find(addresses.front().folded());
        if (owner == state_.owners.end()) return insert(entry);
        auto& stored = state_.people.at(owner->second);
        return stored.person.primary_address() == addresses.front() ? rewrite(stored, entry) : insert(entry);
    }

    Result<void> refuse_unless_free(std::vector<EmailAddress> const& addresses, PersonId const* self) const
    {
        if (addresses.empty()) return fail(Code::invalid_operation, "A person needs an address.");
        for (auto const& address : addresses) {
            auto const owner = state_.owners.find(address.folded());
            if (owner == state_.owners.end() || (self && owner->second == *self)) continue;
            auto const& primary = state_.people.at(owner->second).person.primary_address();
            return fail(Code::invalid_operation,
                "The address " + address.text() + " belongs to " + primary.text() + " already.");
        }
        return {};
    }

    void put(StoredPerson& stored, PersonEntry const& entry)
    {
        stored.person = entry.person;
        // An address that is given twice is kept once, at its first place.
        std::erase_if(stored.person.addresses, [&](EmailAddress const& address) {
            return !state_.owners.emplace(address.folded(), entry.person.id).second;
        });
        if (entry.thumbnail) stored.thumbnail = entry.thumbnail;
    }

    void disown(StoredPerson const& stored)
    {
        for (auto const& address : stored.person.addresses) state_.owners.erase(address.folded());
    }

    State& state_;
};

class MemoryAccounts final : public Accounts {
public:
    explicit MemoryAccounts(State& state)
        : state_(state)
    {
    }

    Result<std::optional<Account>> find(EmailAddress const& address) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const found = state_.accounts.find(address.folded());
        return found == state_.accounts.end() ? std::nullopt : std::optional(found->second);
    }

    Result<std::vector<Account>> find_by_local_part(std::string_view folded_local_part) override
    {
        std::lock_guard const lock(state_.mutex);
        std::vector<Account> found;
        for (auto const& [folded, account] : state_.accounts)
            if (account.address.folded_local_part() == folded_local_part) found.push_back(account);
        if (found.size() > accounts_of_local_part_max)
            found.erase(found.begin() + accounts_of_local_part_max, found.end());
        return found;
    }

    Result<void> set_password(EmailAddress const& address, std::string const& hash, Role role) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const [account, is_new] = state_.accounts.try_emplace(address.folded(), address, hash, role);
        if (!is_new) account->second.password_hash = hash;
        state_.record(ChangeKind::accounts);
        return {};
    }

    Result<void> set_role(EmailAddress const& address, Role role) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const found = state_.accounts.find(address.folded());
        if (found == state_.accounts.end()) return no_such(address);
        found->second.role = role;
        state_.record(ChangeKind::accounts);
        return {};
    }

    Result<void> remove(EmailAddress const& address) override
    {
        std::lock_guard const lock(state_.mutex);
        if (state_.accounts.erase(address.folded()) == 0) return no_such(address);
        state_.record(ChangeKind::accounts);
        return {};
    }

    Result<std::vector<Account>> list() override
    {
        std::lock_guard const lock(state_.mutex);
        std::vector<Account> all;
        for (auto const& [folded, account] : state_.accounts) all.push_back(account);
        return all;
    }

private:
    static tl::unexpected<Error> no_such(EmailAddress const& address)
    {
        return fail(Code::item_not_found, "There is no such account.", address.text());
    }

    State& state_;
};

class MemoryChangeFeed final : public ChangeFeed {
public:
    explicit MemoryChangeFeed(State& state)
        : state_(state)
    {
    }

    Result<Changes> after(std::int64_t sequence) override
    {
        std::lock_guard const lock(state_.mutex);
        auto const dropped = state_.head - static_cast<std::int64_t>(state_.changes.size());
        if (sequence < dropped || sequence > state_.head)
            return Changes { .head = state_.head, .complete = false };
        return Changes { .head = state_.head,
            .complete = true,
            .changes = { state_.changes.begin() + (sequence - dropped), state_.changes.end() } };
    }

private:
    State& state_;
};

}

struct MemoryStorage::Stores {
    State state;
    MemoryPhotoStore photos { state };
    MemoryDirectory people { state };
    MemoryAccounts accounts { state };
};

MemoryStorage::MemoryStorage()
    : stores_(std::make_unique<Stores>())
{
}

MemoryStorage::~MemoryStorage() = default;

PhotoStore& MemoryStorage::photos()
{
    return stores_->photos;
}

LocalDirectory& MemoryStorage::people()
{
    return stores_->people;
}

Accounts& MemoryStorage::accounts()
{
    return stores_->accounts;
}

std::unique_ptr<ChangeFeed> MemoryStorage::open_change_feed()
{
    return std::make_unique<MemoryChangeFeed>(stores_->state);
}

}
