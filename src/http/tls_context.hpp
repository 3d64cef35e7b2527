// The TLS side of the server: certificate, key, and what is spoken.
#pragma once

#include "base/result.hpp"
#include "http/server.hpp"

#include <memory>
#include <openssl/ssl.h>
#include <string>

namespace likeness::http {

struct FreeTlsContext {
    void operator()(SSL_CTX* raw) const noexcept { SSL_CTX_free(raw); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTlsContext>;

/// TLS 1.2 and later, with forward secrecy, ALPN "http/1.1", and tickets for resumption.
/// Errors: what an operator needs to know of files that cannot be read, are no PEM or do not fit together.
base::BasicResult<TlsContext, std::string> open_tls_context(TlsFiles const& files);

}
