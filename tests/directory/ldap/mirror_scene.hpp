// A mirror in memory of a directory that a test has filled: what was asked of it, and what was said.
#pragma once

#include "base/keyed_hash.hpp"
#include "directory/ldap/directory_sync.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/settable_clock.hpp"

#include <algorithm>
#include <deque>
#include <gmock/gmock.h>
#include <mutex>

namespace likeness::test {

namespace ldap = directory::ldap;

/// Counts what it is given, and fails where a test wants it to.
class CountingMirror final : public DirectoryMirror {
public:
    explicit CountingMirror(DirectoryMirror& mirror)
        : mirror_(mirror)
    {
    }

    Result<std::optional<std::string>> cookie(std::string_view source) override
    {
        return mirror_.cookie(source);
    }
    Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) override
    {
        if (fails) return fail(Code::internal_server_transient_error, "The disk is full.");
        present += batch.present.size();
        largest = std::max({ std::size_t(largest), batch.present.size(), batch.gone.size() });
        return mirror_.apply(source, batch);
    }
    Result<std::vector<PersonId>> people_of(std::string_view source) override
    {
        return mirror_.people_of(source);
    }
    Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) override
    {
        return mirror_.put_thumbnail(person, thumbnail);
    }

    std::atomic<std::size_t> present = 0; ///< Entries that were given, in all.
    std::atomic<std::size_t> largest = 0; ///< The most of one batch.
    std::atomic<bool> fails = false;

private:
    DirectoryMirror& mirror_;
};

class MirrorScene {
public:
    explicit MirrorScene(ldap::LdapOptions given = {})
        : options(std::move(given))
    {
        options.name = "contoso";
        options.entity_tag = [](PersonId const& person, base::ByteView bytes) {
            return base::hex_of(base::keyed_hash({}, { person.bytes, bytes }), 8);
        };
    }

    /// As the server's start makes one: it knows nothing but what the mirror keeps.
    std::unique_ptr<ldap::DirectorySync> make_sync()
    {
        return std::make_unique<ldap::DirectorySync>(options, times, mirror, clock,
            ldap::SyncEvents { .on_report = [this](std::string const& sentence) { note(sentence); } });
    }

    ldap::WriteSummary synchronize(ldap::DirectorySync& sync, ldap::SyncByHand by_hand = {})
    {
        auto const summary = sync.run_once(by_hand, {});
        EXPECT_TRUE(summary) << (summary ? "" : for_operator(summary.error()));
        return summary.value_or(ldap::WriteSummary {});
    }
    ldap::WriteSummary synchronize() { return synchronize(*make_sync()); }

    std::optional<Person> person(std::string_view address)
    {
        return storage.people().find(EmailAddress::parse(address).value()).value();
    }
    bool has(std::string_view address) { return person(address).has_value(); }

    std::optional<Photo> thumbnail(std::string_view address)
    {
        return storage.people().find_thumbnail(person(address).value().id).value();
    }

    /// Primary addresses.
    std::vector<std::string> related(std::string_view address, Relation relation)
    {
        std::vector<std::string> addresses;
        auto const people = storage.people().find_related(person(address).value().id, relation, 1000).value();
        for (auto const& one : people) addresses.push_back(one.primary_address().text());
        return addresses;
    }

    std::vector<std::string> reports()
    {
        std::lock_guard const lock(mutex_);
        return { reports_.begin(), reports_.end() };
    }
    std::size_t count() { return storage.people().count().value(); }

    storage::MemoryStorage storage;
    CountingMirror mirror { storage.mirror() };
    SettableClock clock;
    ldap::LdapOptions options;
    ldap::SyncTimes times;

private:
    void note(std::string const& sentence)
    {
        std::lock_guard const lock(mutex_);
        reports_.push_back(sentence);
    }

    std::mutex mutex_;
    std::deque<std::string> reports_;
};

/// Starts as a JPEG does, and is `size` bytes long.
inline std::string jpeg_of(std::size_t size, char filling = 'a')
{
    std::string bytes(size, filling);
    bytes.replace(0, 3, "\xFF\xD8\xFF");
    return bytes;
}

}
