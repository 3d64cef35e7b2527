// GetDomainSettings: where the services of a domain are. The texts are as the request has them.
// Source: spec/autodiscover.md 4.
#pragma once

#include "core/operations/settings.hpp"

namespace likeness {

struct GetDomainSettings {
    std::vector<std::string> domains;
    std::vector<std::string> settings;

    friend bool operator==(GetDomainSettings const&, GetDomainSettings const&) = default;
};

}
