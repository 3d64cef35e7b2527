#include "directory/ldap/trouble_log.hpp"

#include "directory/ldap/limits.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

TroubleLog::TroubleLog(std::function<void(std::string const&)> say)
    : say_(std::move(say))
{
}

void TroubleLog::note(PersonId const& id, std::vector<std::string> troubles)
{
    if (troubles.empty()) return forget(id);
    auto const known = troubles_.find(id);
    if (known == troubles_.end() && troubles_.size() >= limits::remembered_troubles_max)
        return note_once("entries",
            "More than " + std::to_string(limits::remembered_troubles_max)
                + " entries have something wrong with them: of further ones it is not said what.");
    auto& before = known == troubles_.end() ? troubles_[id] : known->second;
    for (auto const& trouble : troubles)
        if (std::ranges::find(before, trouble) == before.end()) say_(trouble);
    before = std::move(troubles);
}

void TroubleLog::forget(PersonId const& id)
{
    troubles_.erase(id);
}

void TroubleLog::note_once(std::string const& subject, std::string const& text)
{
    constexpr std::size_t said_max = 100; // A server that words each failure anew is not followed for ever.
    if (said_.size() < said_max && said_.emplace(subject, text).second) say_(text);
}

void TroubleLog::settle(std::string const& subject)
{
    std::erase_if(said_, [&](auto const& one) { return one.first == subject; });
}

}
