// ExpandDL: the request and the answer, whichever wire they travel on.
// Source: spec/directory.md 7.
#pragma once

#include "core/error.hpp"
#include "core/mailbox.hpp"

#include <memory>
#include <string>
#include <vector>

namespace likeness {

/// Which group: one of the directory by its address, or one in a folder by its id. Not both are empty.
struct ExpandDl {
    std::string address; ///< As it was written: an address, or a legacyExchangeDN.
    std::string item_id;

    friend bool operator==(ExpandDl const&, ExpandDl const&) = default;
};

struct GroupMembers {
    std::vector<Mailbox> members; ///< One level deep.
    bool includes_last = true;
    std::vector<std::shared_ptr<void const>> owners; ///< Of the texts.

    friend bool operator==(GroupMembers const& a, GroupMembers const& b)
    {
        return a.members == b.members && a.includes_last == b.includes_last;
    }
};

/// What is no group, or not there, is name_resolution_no_results.
using ExpandDlAnswer = Result<GroupMembers>;

}
