// Whether a folder is one of those that a search asks for.
// Source: spec/contacts.md 10.
#pragma once

#include "core/folder.hpp"
#include "core/restriction.hpp"

namespace likeness::service {

/// In: a folder with everything that there is to say of it. What it does not have, and what folders never have, is equal
/// to nothing, different from everything, contains nothing and does not exist. Text is compared without case, as
/// Exchange does, but for ids; numbers as numbers.
bool matches(Folder const& folder, Restriction const& restriction);

}
