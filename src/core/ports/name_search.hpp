// NameSearch: who is meant by a part of a name. NameSource: everybody that can be found by one.
// Source: spec/directory.md 2; every NameSearch passes tests/directory/name_search_contract.hpp.
#pragma once

#include "core/name_search.hpp"

#include <functional>
#include <optional>

namespace likeness {

class NameSearch {
public:
    virtual ~NameSearch() = default;

    /// At most `most` people (1 or more), none of them hidden.
    /// Any thread may call it. An index answers within a millisecond; a directory elsewhere may block for seconds.
    /// Errors: ad_unavailable (a directory elsewhere); server_busy while an index is being made.
    virtual Result<NameHits> search(NameQuery const& query, std::size_t most) = 0;
};

/// What an index of names is made of. Any thread may call any member; calls may block.
/// Errors of every member: internal_server_transient_error.
class NameSource {
public:
    virtual ~NameSource() = default;

    /// Calls `visit` for everybody who is not hidden, in no order, until it returns false.
    virtual Result<void> for_each_name(std::function<bool(NameEntry const&)> const& visit) = 0;
};

}
