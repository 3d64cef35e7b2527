// People who are kept in memory, as a directory and as the source of names. It can be told to fail.
#pragma once

#include "core/ports/directory.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <span>

namespace likeness::test {

/// The names of a person, as a source of names hands them over.
inline NameEntry name_entry_of(Person const& person)
{
    return { person.id, person.kind, person.display_name, person.given_name, person.surname, person.office,
        person.alias, person.primary_address().text() };
}

/// Any thread may call any member.
class PeopleInMemory final : public Directory, public NameSource {
public:
    void put(Person person)
    {
        std::lock_guard const lock(mutex_);
        people_.insert_or_assign(person.id, std::move(person));
    }
    void remove(PersonId id)
    {
        std::lock_guard const lock(mutex_);
        people_.erase(id);
    }
    void fail(bool failing) { failing_ = failing; }

    /// Called by for_each_name, without a lock, after everybody was read and before they are handed over.
    void before_handing_over(std::function<void()> call) { before_handing_over_ = std::move(call); }
    int times_read() const { return times_read_; } ///< By for_each_name.

    Result<void> for_each_name(std::function<bool(NameEntry const&)> const& visit) override
    {
        ++times_read_;
        if (failing_) return tl::unexpected(failure());
        auto const people = copy();
        if (before_handing_over_) before_handing_over_();
        for (auto const& [id, person] : people)
            if (person.visibility == Visibility::visible && !visit(name_entry_of(person))) break;
        return {};
    }

    Result<std::vector<Person>> find_all(std::span<PersonId const> ids) override
    {
        if (failing_) return tl::unexpected(failure());
        std::lock_guard const lock(mutex_);
        std::vector<Person> found;
        for (auto const& id : ids)
            if (auto const at = people_.find(id); at != people_.end()) found.push_back(at->second);
        return found;
    }

    Result<std::optional<Person>> find(PersonId id) override
    {
        auto found = find_all(std::span(&id, 1));
        if (!found) return tl::unexpected(found.error());
        return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
    }

    Result<std::optional<Person>> find(EmailAddress const& address) override
    {
        if (failing_) return tl::unexpected(failure());
        std::lock_guard const lock(mutex_);
        for (auto const& [id, person] : people_)
            if (person.has(address)) return person;
        return std::nullopt;
    }

    Result<bool> serves_domain(std::string_view folded_domain) override
    {
        if (failing_) return tl::unexpected(failure());
        std::lock_guard const lock(mutex_);
        for (auto const& [id, person] : people_)
            for (auto const& address : person.addresses)
                if (address.folded_domain() == folded_domain) return true;
        return false;
    }

    // Nobody here has a thumbnail, other proxies or relations.
    Result<std::optional<Photo>> find_thumbnail(PersonId) override { return std::nullopt; }
    Result<std::vector<Person>> find_by_proxy(std::string_view, ProxyMatch, std::size_t) override
    {
        return std::vector<Person> {};
    }
    Result<std::vector<Person>> find_related(PersonId, Relation, std::size_t) override
    {
        return std::vector<Person> {};
    }

private:
    static Error failure()
    {
        return likeness::fail(Code::internal_server_transient_error, "the disk is gone").value();
    }
    std::map<PersonId, Person> copy()
    {
        std::lock_guard const lock(mutex_);
        return people_;
    }

    std::mutex mutex_;
    std::map<PersonId, Person> people_;
    std::function<void()> before_handing_over_;
    std::atomic<bool> failing_ = false;
    std::atomic<int> times_read_ = 0;
};

}
