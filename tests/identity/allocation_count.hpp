// How often this thread has allocated: for what promises to do without. Linking allocation_count.cpp replaces
// the program's operator new.
#pragma once

#include <cstddef>

namespace likeness::test {

std::size_t allocations_of_this_thread();

}
