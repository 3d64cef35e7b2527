// Runs a server until the system asks the program to end.
#pragma once

#include "apps/likeness/serve/photo_server.hpp"

#include <functional>

namespace likeness::app {

/// From its making on, SIGTERM and SIGINT are this object's to take, in every thread started later: make it first
/// in main's thread.
class EndSignals {
public:
    EndSignals();
};

/// Calls `ready` once connections are accepted, serves until SIGTERM or SIGINT, lets answers in flight finish. A
/// second signal ends the program at once.
void run_until_signalled(EndSignals const& signals, PhotoServer& server, std::function<void()> const& ready);

}
