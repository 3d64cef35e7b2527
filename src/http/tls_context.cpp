#include "http/tls_context.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509err.h>

namespace likeness::http {

namespace {

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
    // Idle connections hold no record buffers; a write that must be tried again may come from elsewhere.
    SSL_CTX_set_mode(context,
        SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // A record's head and what is in it by one read.
    SSL_CTX_set_read_ahead(context, 1);
}

// What OpenSSL last complained about; empties its queue.
std::string last_complaint()
{
    auto const error = ERR_peek_last_error();
    ERR_clear_error();
    if (ERR_SYSTEM_ERROR(error)) return std::generic_category().message(ERR_GET_REASON(error));
    auto const* reason = ERR_reason_error_string(error);
    return reason ? reason : "not readable";
}

Outcome load_certificate(SSL_CTX* context, std::filesystem::path const& file)
{
    if (SSL_CTX_use_certificate_chain_file(context, file.c_str()) == 1) return {};
    return tl::unexpected(fmt::format("cannot use the certificate {}: {}", file.string(), last_complaint()));
}

Outcome load_key(SSL_CTX* context, TlsFiles const& files)
{
    bool const loaded = SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1;
    if (loaded && SSL_CTX_check_private_key(context) == 1) return {};
    bool const no_pair = loaded || ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
    auto const complaint = last_complaint();
    if (!no_pair)
        return tl::unexpected(fmt::format("cannot use the key {}: {}", files.key.string(), complaint));
    return tl::unexpected(fmt::format(
        "the key {} does not belong to the certificate {}", files.key.string(), files.certificate.string()));
}

}

base::BasicResult<TlsContext, std::string> open_tls_context(TlsFiles const& files)
{
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    if (!context) return tl::unexpected("cannot use TLS: " + last_complaint());
    set_protocol(context.get());
    // A key under a passphrase must fail, not ask a terminal that nobody watches.
    SSL_CTX_set_default_passwd_cb(context.get(), [](char*, int, int, void*) { return -1; });
    return load_certificate(context.get(), files.certificate)
        .and_then([&] { return load_key(context.get(), files); })
        .map([&] { return std::move(context); });
}

}
