// LocalDirectory in the database: the tables people, addresses, proxies, managers, members and
// thumbnails.
#pragma once

#include "core/ports/directory.hpp"
#include "storage/sqlite/database.hpp"

namespace likeness::storage {

class SqliteDirectory final : public LocalDirectory {
public:
    explicit SqliteDirectory(Database& database)
        : database_(database)
    {
    }

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId person) override;
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override;
    Result<void> add(PersonEntry const& entry) override;
    Result<std::vector<Rejected>> import(std::span<PersonEntry const> people) override;
    Result<void> update(PersonEntry const& entry) override;
    Result<void> remove(PersonId person) override;
    Result<void> for_each(std::function<bool(Person const&)> const& visit) override;
    Result<void> for_each_name(std::function<bool(NameEntry const&)> const& visit) override;
    Result<PersonLinks> links(PersonId person) override;
    Result<std::size_t> count() override;

private:
    Database& database_;
};

}
