#include "base/sodium_ready.hpp"

#include <cstdio>
#include <cstdlib>
#include <sodium.h>

namespace likeness::base {

namespace {

bool prepare()
{
    if (sodium_init() >= 0) return true;
    (void)std::fputs("likeness: libsodium cannot start: no random source\n", stderr);
    std::abort();
}

}

void ensure_sodium()
{
    // A static's initialisation is run by one thread while the others wait, and is a load afterwards;
    // sodium_init itself takes a lock on every call.
    [[maybe_unused]] static bool const ready = prepare();
}

}
