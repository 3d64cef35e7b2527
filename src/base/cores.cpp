#include "base/cores.hpp"

#include <sched.h>
#include <thread>

namespace likeness::base {

unsigned available_cores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return static_cast<unsigned>(CPU_COUNT(&allowed));
    // A machine of more cores than the set holds: what the standard library says is then good enough.
    auto const cores = std::thread::hardware_concurrency();
    return cores > 0 ? cores : 1;
}

}
