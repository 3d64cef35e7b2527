// Bounds how long libldap may be held by one read or write of its socket.
//
// libldap waits for answers with poll, but reads and writes a blocking socket: a server that stops within a message, or
// within the handshake of TLS, would hold the thread for good. With time limits on the socket alone the handshake would
// be tried again and again, for GnuTLS takes EAGAIN as "not yet". So a layer beneath TLS says that it is over.
#pragma once

#include <chrono>
#include <ldap.h>

namespace likeness::directory::ldap {

/// Every connection of this handle from now on is bounded, by LDAP_OPT_NETWORK_TIMEOUT to begin with.
void bound_connections(LDAP* handle);

/// Changes the limit of the one that there is.
void bound_connection(LDAP* handle, std::chrono::milliseconds each);

}
