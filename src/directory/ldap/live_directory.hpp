// LiveDirectory: an LDAP directory that is asked each time.
// Source: spec/directory.md 2 and 9; spec/photos.md 3.2.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/name_search.hpp"
#include "directory/ldap/people.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace likeness::directory::ldap {

/// What the server finds by its own rules (Active Directory's ANR among them) is held against ours: nobody is found
/// who would not be in a mirror of the same directory. Whom a mirror finds in spite of accents, a server may not.
///
/// Of two entries with one address the one counts that has it as the primary one, then the one of the lesser id.
class LiveDirectory final : public Directory, public NameSearch {
public:
    /// `pool` and `clock` have to outlive it.
    LiveDirectory(ConnectionPool& pool, Clock const& clock);

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId person) override;
    /// Remembered for limits::served_domain_time_max: it may cost the server a look at everybody.
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override;

    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

private:
    struct ServedDomain {
        bool is_served = false;
        std::chrono::steady_clock::time_point until;
    };

    Result<bool> ask_for_domain(std::string_view folded_domain);
    Result<std::vector<Person>> direct_reports_of(MirrorEntry const& manager, std::size_t most);

    People people_;
    Clock const& clock_;
    std::mutex mutex_;
    std::map<std::string, ServedDomain, std::less<>> served_domains_;
};

}
