// Whom people point to, as stores keep it: without distinctions of case.
#pragma once

#include "base/utf8.hpp"
#include "core/ports/directory.hpp"

namespace likeness {

inline PersonLinks folded(PersonLinks const& links)
{
    PersonLinks kept { base::fold_case(links.manager), {} };
    for (auto const& member : links.members) kept.members.push_back(base::fold_case(member));
    return kept;
}

}
