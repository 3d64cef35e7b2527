// A system that has no memory left, for what must tell that from a wrong password.
#pragma once

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace likeness::test {

// While it lives, the program gets hardly any more memory from the system: less than argon2id
// takes at its usual cost.
class MemoryShortage {
public:
    MemoryShortage()
    {
        ::getrlimit(RLIMIT_AS, &before_);
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        auto const now = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
        rlimit const scarce { .rlim_cur = now + (16u << 20), .rlim_max = before_.rlim_max };
        ::setrlimit(RLIMIT_AS, &scarce);
    }
    ~MemoryShortage() { ::setrlimit(RLIMIT_AS, &before_); }
    MemoryShortage(MemoryShortage const&) = delete;
    MemoryShortage& operator=(MemoryShortage const&) = delete;

private:
    rlimit before_ {};
};

}
