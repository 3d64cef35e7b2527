// TroubleLog: what is wrong with entries, said once and not at each reading.
#pragma once

#include "core/person.hpp"

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace likeness::directory::ldap {

/// One thread at a time.
class TroubleLog {
public:
    /// `say` is handed a sentence for the operator. Of limits::remembered_troubles_max entries at most.
    explicit TroubleLog(std::function<void(std::string const&)> say);

    /// All that is wrong with an entry now: what was wrong at its last reading already is not said again.
    void note(PersonId const& id, std::vector<std::string> troubles);

    void forget(PersonId const& id);

    /// Says what concerns no single entry once, until its `subject` is settled.
    void note_once(std::string const& subject, std::string const& text);
    void settle(std::string const& subject);

private:
    std::function<void(std::string const&)> say_;
    std::unordered_map<PersonId, std::vector<std::string>> troubles_;
    std::set<std::pair<std::string, std::string>> said_; // Subject and text.
};

}
