// Where this installation's services are, as Autodiscover tells it.
// Source: spec/autodiscover.md 3.
#pragma once

#include "core/publication.hpp"

#include <string>
#include <string_view>

namespace likeness::service {

std::string ews_url(Publication const& publication);
std::string photos_url(Publication const& publication);
std::string autodiscover_url(Publication const& publication); ///< The one of plain XML.

/// The host of the base URL, without a port.
std::string_view host_of(Publication const& publication);

/// As CasVersion has it: "15.01.2507.000".
std::string padded_build(ServerBuild const& build);

/// As the ServerVersion of plain XML has it, packed into 32 bits in hexadecimal: "73C189CB" for 15.1.2507.
std::string packed_build(ServerBuild const& build);

}
