// What a process that decodes pictures from strangers may do: compute, and talk on the channel it was
// given. A decoder that is taken over finds no network, no files, no other process and no way to run
// another program.
// Source: docs/decisions/0003-pictures-in-a-process-of-their-own.md
#pragma once

#include "core/error.hpp"

#include <chrono>
#include <cstddef>

namespace likeness::render {

struct ResourceLimits {
    std::size_t memory_bytes_max
        = 0; ///< Of address space. Not applied under sanitizers, which map terabytes.
    unsigned files_max = 0;
    int last_descriptor = 2; ///< Descriptors above it are closed.
};

/// The first step, at the start: closes what was inherited, limits memory and files, forbids writing to
/// files and core dumps, gives up gaining privileges, and asks to be killed when the thread that started
/// this process ends. Errors: internal_server_error.
Result<> limit_resources(ResourceLimits const& limits);

/// The second, once everything is loaded and before the first byte from a stranger: from now on, in all
/// threads, the kernel answers EPERM to everything but what computing and the open descriptors need.
/// Cannot be undone. Errors: internal_server_error.
Result<> forbid_system_calls();

/// How much CPU time the process may use from now on, in whole seconds, rounded up; past it SIGXCPU ends
/// it. May be called again and again, also after forbid_system_calls(). Errors: internal_server_error.
Result<> allow_cpu_time(std::chrono::milliseconds time);

}
