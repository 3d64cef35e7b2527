// The TLS side of the server: certificate, key, and what is spoken.
#pragma once

#include "base/result.hpp"
#include "http/server.hpp"

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace likeness::http {

/// TLS 1.2 and later, with forward secrecy, ALPN "http/1.1", and tickets for resumption.
/// Errors: what an operator needs to know of files that cannot be read, are no PEM or do not fit together.
base::BasicResult<std::unique_ptr<boost::asio::ssl::context>, std::string> open_tls_context(
    TlsFiles const& files);

}
