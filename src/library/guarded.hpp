// guarded: no exception leaves the library.
#pragma once

#include "likeness/result.hpp"

#include <exception>
#include <new>

namespace likeness::exchange {

/// What `work` makes, a Result; internal where it throws, as it does when memory is short.
template <class Work> auto guarded(Work work) noexcept -> decltype(work())
{
    try {
        return work();
    } catch (std::exception const&) {
        // The texts are short enough to need no memory of their own.
        return Failure { FailureKind::internal, "it failed here" };
    }
}

}
