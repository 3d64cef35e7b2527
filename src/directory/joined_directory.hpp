// JoinedDirectory: several directories as one, in an order.
#pragma once

#include "core/ports/directory.hpp"
#include "core/ports/name_search.hpp"

#include <vector>

namespace likeness::directory {

/// One of the directories that are joined.
struct JoinedMember {
    Directory* directory;
    NameSearch* names;
};

/// Whoever has an address that somebody of an earlier directory has is not found by it; an earlier one's word counts.
///
/// A directory that cannot be asked is passed over where a later one knows the answer. Where none does, it is an error:
/// who cannot be found there may be somebody. In a list it is passed over as long as others add to it, and the list
/// of names then says that there are more.
/// Errors of every member: those of the directories, of which the first counts.
class JoinedDirectory final : public Directory, public NameSearch {
public:
    /// All of them have to outlive it; at least one.
    explicit JoinedDirectory(std::vector<JoinedMember> members);

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId person) override;
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override;

    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

private:
    bool is_known_before(std::size_t place, EmailAddress const& address);
    bool is_known_before(std::size_t place, std::string_view address);

    std::vector<JoinedMember> const members_;
};

}
