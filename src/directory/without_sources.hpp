// WithoutSources: a directory without the people of some sources. NamesWithin: the names of the others.
#pragma once

#include "core/ports/directory.hpp"
#include "core/ports/name_search.hpp"

#include <string>
#include <vector>

namespace likeness::directory {

/// Somebody of a directory that is asked live is remembered in our database once they have a photo here, so that it
/// belongs to somebody. Who they are is for their own directory to say: in ours they are not there.
///
/// Errors of every member: those of the directory behind it.
class WithoutSources final : public Directory {
public:
    /// `behind` has to outlive it.
    WithoutSources(Directory& behind, std::vector<std::string> sources);

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId person) override;
    /// That of the directory behind it: also for the addresses of whom it leaves out.
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override;

private:
    bool leaves_out(Person const& person) const;
    Result<std::optional<Person>> sifted(Result<std::optional<Person>>&& found) const;
    Result<std::vector<Person>> sifted(Result<std::vector<Person>>&& found) const;

    Directory& behind_;
    std::vector<std::string> const sources_;
};

/// The names of those alone whom a directory has.
class NamesWithin final : public NameSearch {
public:
    /// Both have to outlive it.
    NamesWithin(NameSearch& names, Directory& directory)
        : names_(names)
        , directory_(directory)
    {
    }

    /// Errors also: those of the directory.
    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

private:
    NameSearch& names_;
    Directory& directory_;
};

}
