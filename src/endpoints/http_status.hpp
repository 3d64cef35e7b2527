// The only place where our codes meet HTTP's.
// Source: spec/photos.md 4.1.
#pragma once

#include "core/error.hpp"

namespace likeness::endpoints {

int http_status_of(Code code);

}
