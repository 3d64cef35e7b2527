// Result: a value or the reason why there is none. Expected failures are values; bugs are asserts.
// Why tl::expected: docs/decisions/0005-result.md.
#pragma once

#include <tl/expected.hpp>

namespace likeness::base {

template <class Value, class Failure> using BasicResult = tl::expected<Value, Failure>;

}
