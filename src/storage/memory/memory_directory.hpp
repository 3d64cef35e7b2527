// LocalDirectory in memory.
#pragma once

#include "storage/memory/memory_state.hpp"

namespace likeness::storage {

class MemoryDirectory final : public LocalDirectory {
public:
    explicit MemoryDirectory(State& state)
        : state_(state)
    {
    }

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId id) override;
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId id) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId id, Relation relation, std::size_t most) override;
    Result<void> add(PersonEntry const& entry) override;
    Result<std::vector<Rejected>> import(std::span<PersonEntry const> people) override;
    Result<void> update(PersonEntry const& entry) override;
    Result<void> remove(PersonId id) override;
    Result<void> for_each(std::function<bool(Person const&)> const& visit) override;
    Result<void> for_each_name(std::function<bool(NameEntry const&)> const& visit) override;
    Result<PersonLinks> links(PersonId id) override;
    Result<std::size_t> count() override;

private:
    std::vector<Person> all_by_primary();
    std::vector<Person> people_meant(StoredPerson const& self, std::span<std::string const> targets);
    std::vector<Person> direct_reports(StoredPerson const& manager);
    Result<void> insert(PersonEntry const& entry);
    Result<void> rewrite(StoredPerson const& stored, PersonEntry const& entry);
    Result<void> insert_or_rewrite(PersonEntry const& entry);
    Result<void> refuse_unless_free(std::vector<EmailAddress> const& addresses, PersonId const& self);

    State& state_;
};

}
