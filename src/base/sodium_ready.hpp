// libsodium wants to be told once, before its first use, that it is used.
#pragma once

namespace likeness::base {

/// Prepares libsodium (its random source, and the fastest code for this processor) on the first call;
/// later ones cost next to nothing. Any thread may call it. Ends the program when the system has no random
/// source: nothing that is secret could be made from then on.
void ensure_sodium();

}
