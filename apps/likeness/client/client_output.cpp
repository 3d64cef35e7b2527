#include "apps/likeness/client/client_output.hpp"

#include <cstdlib>

namespace likeness::app {

bool may_be_coloured(ClientOutput const& output)
{
    auto const* const variable = std::getenv("NO_COLOR");
    return !output.no_colour && !(variable && *variable);
}

}
