// GetUserSettings: where a user's services are. Both texts are as the request has them: what is no address, or no
// setting, is answered in its own place among the others.
// Source: spec/autodiscover.md 2 and 3.
#pragma once

#include "core/operations/settings.hpp"

namespace likeness {

struct GetUserSettings {
    std::vector<std::string> mailboxes;
    std::vector<std::string> settings;

    friend bool operator==(GetUserSettings const&, GetUserSettings const&) = default;
};

}
