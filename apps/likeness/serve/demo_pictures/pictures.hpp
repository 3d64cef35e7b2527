// The demo's pictures, inside the program: drawings (see the .svg beside them), nobody's faces.
#pragma once

#include "base/bytes.hpp"

namespace likeness::app {

base::ByteView sadie_picture(); ///< JPEG, 1600 x 1200.
base::ByteView hope_picture(); ///< JPEG, 1600 x 1200.

}
