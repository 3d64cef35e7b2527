// How many cores this process may use.
#pragma once

namespace likeness::base {

/// The cores that the system lets this process run on, at least 1: on a machine of eight, 2 under `taskset -c 0,1` or
/// a container's cpuset. (std::thread::hardware_concurrency says 8 there.)
unsigned available_cores();

}
