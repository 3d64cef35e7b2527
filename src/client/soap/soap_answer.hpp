// What a SOAP answer says to a client: a picture, an acknowledgement, or why not. A Fault or a response is looked for
// whatever HTTP's status is: Exchange says 500 with a fault and 404 with an error response, gromox 200 with a fault.
// Source: spec/photos.md 5, 6, 8 (row 1) and 9.5 to 9.7; spec/soap.md 6, 7 and 9.
#pragma once

#include "client/photos/photo_answer.hpp"

namespace likeness::client {

/// To GetUserPhoto. No photo is also a 404, and a 500 that brings neither a fault nor a reason: as Microsoft documents
/// it for an unknown user.
/// Errors: sign_in for a page where an answer should be; protocol for what is no SOAP answer, for bytes that are no
/// picture, and where the server refuses the form of the request; denied, server_busy, server_error, sign_in and
/// refused by the server's code; those of take_unchanged and fail_with_status.
Outcome<PhotoAnswer> judge_photo_answer(HttpAnswer const& answer, Asked const& asked);

/// To SetUserPhoto. Errors: the same; not_found when nobody with a mailbox has the address.
Outcome<void> judge_stored_answer(HttpAnswer const& answer, Asked const& asked);

}
