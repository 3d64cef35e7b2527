#include "storage/memory/memory_storage.hpp"

#include "storage/memory/memory_directory.hpp"
#include "storage/memory/memory_mailboxes.hpp"
#include "storage/memory/memory_mirror.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

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
        if (update.thumbnail && (*person)->is_local()) (*person)->thumbnail = update.thumbnail;
        change(id, **person, std::move(renditions), false, update.changed_at);
        return (*person)->photo_version;
    }

    Result<void> remove(PersonId id, base::Seconds now) override
    {
        std::lock_guard const lock(state_.mutex);
        return state_.need(id).map([&](StoredPerson* person) {
            if (person->is_local()) person->thumbnail.reset();
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
    MemoryMirror mirror { state };
    MemoryAccounts accounts { state };
    MemoryMailboxes mailboxes { state };
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

DirectoryMirror& MemoryStorage::mirror()
{
    return stores_->mirror;
}

Accounts& MemoryStorage::accounts()
{
    return stores_->accounts;
}

MailboxStore& MemoryStorage::mailboxes()
{
    return stores_->mailboxes;
}

std::unique_ptr<ChangeFeed> MemoryStorage::open_change_feed()
{
    return std::make_unique<MemoryChangeFeed>(stores_->state);
}

}
