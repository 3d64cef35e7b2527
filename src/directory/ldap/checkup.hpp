// Checkup: whether a directory can be used as it is configured, step by step, for whoever sets it up.
// Source: spec/directory.md 8 and 9.
#pragma once

#include "directory/ldap/options.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace likeness::directory::ldap {

struct Finding {
    enum class Grade {
        good,
        remark, ///< It works; something about it may not be meant.
        bad, ///< It does not work.
    };
    Grade grade = Grade::good;
    std::string text; ///< What was tried and what came of it.
    std::string advice; ///< What to do; "" where there is nothing to do.

    friend bool operator==(Finding const&, Finding const&) = default;
};

/// How many entries are looked at, at most.
inline constexpr std::size_t entries_looked_at_max = 200;

/// Connects to each server, signs in, and reads some entries from the first that answers: who they are, and what is
/// missing. Nothing is written. In: options that passed check. Blocks, for seconds where a server is silent.
std::vector<Finding> check_up(LdapOptions const& options);

}
