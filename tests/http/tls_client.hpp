// The other end of TLS, by OpenSSL alone; and certificates made for the occasion.
#pragma once

#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <openssl/ssl.h>
#include <vector>

namespace likeness::http::test {

/// A folder that goes when the test ends, with a certificate for localhost and its key.
class Certificate {
public:
    Certificate();
    ~Certificate();
    Certificate(Certificate const&) = delete;
    Certificate& operator=(Certificate const&) = delete;

    TlsFiles files() const { return { folder_ / "certificate.pem", folder_ / "key.pem" }; }

private:
    std::filesystem::path folder_;
};

struct TlsWishes {
    int version_max = TLS1_3_VERSION;
    int version_min = 0;
    std::string alpn; ///< As on the wire: each name behind its length.
    std::string ciphers; ///< For TLS 1.2.
    SSL_SESSION* session = nullptr; ///< To resume.
};

/// A connection with its handshake tried. Blocking.
class TlsClient {
public:
    TlsClient(RawClient& socket, TlsWishes const& wishes = {});

    bool connected() const { return connected_; }
    SSL* ssl() const { return ssl_.get(); }

    void send(std::string_view bytes);

    /// Until the server says farewell; whether it did, rather than break off, is in `farewell`.
    std::string read_all();
    std::string read_answer();
    bool farewell() const { return farewell_; }

private:
    struct Free {
        void operator()(SSL* raw) const { SSL_free(raw); }
        void operator()(SSL_CTX* raw) const { SSL_CTX_free(raw); }
    };

    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<SSL, Free> ssl_;
    bool connected_ = false;
    bool farewell_ = false;
};

}
