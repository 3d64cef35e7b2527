// Publication: how this installation shows itself to the world. It comes from configuration, never from a request: a
// Host header is whatever its sender likes.
// Source: spec/autodiscover.md 3 and 9.
#pragma once

#include "base/guid.hpp"
#include "core/server_build.hpp"

#include <string>

namespace likeness {

struct Publication {
    std::string base_url; ///< "https://mail.contoso.com", without a slash at its end.
    ServerBuild build;
    base::Guid deployment; ///< This installation's name for itself, the same for good.
    std::string site = "Default-First-Site-Name"; ///< By which some clients batch their requests.

    friend bool operator==(Publication const&, Publication const&) = default;
};

}
