// Bounds how long libldap may be held by one read or write of its socket.
//
// libldap waits for answers with poll and a time limit. But it reads the rest of a message from a socket that blocks, and
// tries the handshake of TLS again for as long as it is told "not yet": a server that stops in the middle of either would
// hold the thread for good. So a layer beneath TLS waits in its place, and says when it is over.
#pragma once

#include <chrono>
#include <ldap.h>

namespace likeness::directory::ldap {

/// Every connection of this handle from now on is bounded, by LDAP_OPT_NETWORK_TIMEOUT to begin with.
void bound_connections(LDAP* handle);

/// Changes the limit of the one that there is.
void bound_connection(LDAP* handle, std::chrono::milliseconds each);

}
