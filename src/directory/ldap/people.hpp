// People: the people of an LDAP directory, asked of its server by filters. What the ports of this room stand on.
#pragma once

#include "directory/ldap/connection_pool.hpp"
#include "directory/ldap/entry.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace likeness::directory::ldap {

/// Which of the server's entries are wanted.
struct PeopleQuery {
    /// Of people, without saying that people are meant. What the server finds may be more than is wanted: it compares
    /// by rules of its own.
    std::function<Filter(AttributeMap const&)> filter;
    /// What decides; empty: everybody whom the server finds.
    std::function<bool(Person const&)> is_wanted;
    std::size_t most = 1; ///< Of those that are wanted.
    bool with_thumbnails = false;
    bool with_accounts = false; ///< Also who takes no mail, if they can sign in.
};

struct FoundPeople {
    std::vector<MirrorEntry> people; ///< Without members.
    bool more = false; ///< There are more than `most` that are wanted, or more than the server says.
};

/// Any thread may call any member. What of an entry cannot be used is left out without a word: the same entry is read
/// many times.
/// Errors of every member: ad_unavailable.
class People {
public:
    /// `pool` has to outlive it.
    explicit People(ConnectionPool& pool)
        : pool_(pool)
    {
    }

    Result<FoundPeople> find(PeopleQuery const& query);

    Result<std::optional<MirrorEntry>> find(PersonId person, bool with_thumbnail = false);

    /// The people of these names, in their order, at most `most`; those that are no people are left out.
    Result<std::vector<Person>> read_all(std::vector<std::string> const& dns, std::size_t most);

    /// The names of the members of the group that has this name, in its order.
    Result<std::vector<std::string>> members_of(std::string const& dn);

    /// The domain names that stand before a backslash in logins, folded: of the server's DNS domain and, in Active
    /// Directory, its NetBIOS name.
    Result<std::vector<std::string>> domain_names();

    LdapOptions const& options() const { return pool_.options(); }

private:
    ConnectionPool& pool_;
};

}
