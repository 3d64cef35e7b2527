#include "http/tls_context.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

namespace likeness::http {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using Outcome = base::BasicResult<void, std::string>;

// Mozilla's intermediate list for TLS 1.2; those of TLS 1.3 are all good and stay as OpenSSL orders them.
constexpr char const* ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
                                "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384";

constexpr unsigned char session_context[] = "likeness";

int choose_protocol(SSL*, unsigned char const** chosen, unsigned char* chosen_size,
    unsigned char const* offered, unsigned offered_size, void*)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    auto const outcome
        = SSL_select_next_proto(&found, chosen_size, ours, sizeof ours - 1, offered, offered_size);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_protocol(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, ciphers);
    SSL_CTX_set_options(
        context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_dh_auto(context, 1);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    // Tickets resume sessions without a table that all threads lock.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
    // Idle connections should hold no record buffers.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

Outcome load_certificate(ssl::context& context, std::filesystem::path const& file)
{
    error_code error;
    context.use_certificate_chain_file(file, error);
    if (!error) return {};
    return tl::unexpected(fmt::format("cannot use the certificate {}: {}", file.string(), error.message()));
}

Outcome load_key(ssl::context& context, TlsFiles const& files)
{
    auto const loaded
        = SSL_CTX_use_PrivateKey_file(context.native_handle(), files.key.c_str(), SSL_FILETYPE_PEM) == 1;
    auto const error = ERR_get_error();
    if (loaded && SSL_CTX_check_private_key(context.native_handle()) == 1) return {};
    bool const no_pair = loaded || ERR_GET_REASON(error) == X509_R_KEY_VALUES_MISMATCH;
    ERR_clear_error();
    if (no_pair)
        return tl::unexpected(fmt::format("the key {} does not belong to the certificate {}",
            files.key.string(), files.certificate.string()));
    auto const* reason = ERR_reason_error_string(error);
    return tl::unexpected(
        fmt::format("cannot use the key {}: {}", files.key.string(), reason ? reason : "not readable"));
}

}

base::BasicResult<std::unique_ptr<ssl::context>, std::string> open_tls_context(TlsFiles const& files)
{
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    set_protocol(context->native_handle());
    // A key under a passphrase must fail, not ask a terminal that nobody watches.
    SSL_CTX_set_default_passwd_cb(context->native_handle(), [](char*, int, int, void*) { return -1; });
    return load_certificate(*context, files.certificate)
        .and_then([&] { return load_key(*context, files); })
        .map([&] { return std::move(context); });
}

}
