// SetUserPhoto: the request, whichever way it travels.
// Source: spec/photos.md 6.
#pragma once

#include "base/bytes.hpp"
#include "core/email_address.hpp"

namespace likeness {

struct SetUserPhoto {
    EmailAddress email;
    base::ByteView content; ///< The file as uploaded. Must outlive the call.
};

}
