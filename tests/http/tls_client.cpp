#include "http/tls_client.hpp"

#include <array>
#include <cstdio>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <unistd.h>

namespace likeness::http::test {

namespace {

template <auto function> struct Call {
    template <class Raw> void operator()(Raw* raw) const { function(raw); }
};
using Key = std::unique_ptr<EVP_PKEY, Call<EVP_PKEY_free>>;
using Paper = std::unique_ptr<X509, Call<X509_free>>;
using File = std::unique_ptr<std::FILE, Call<std::fclose>>;

Paper self_signed(EVP_PKEY* key)
{
    Paper paper(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(paper.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(paper.get()), 86'400);
    X509_set_pubkey(paper.get(), key);
    auto* name = X509_get_subject_name(paper.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(paper.get(), name);
    X509_sign(paper.get(), key, EVP_sha256());
    return paper;
}

}

Certificate::Certificate()
{
    auto pattern = (std::filesystem::temp_directory_path() / "likeness-tls-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    Key const key(EVP_EC_gen("P-256"));
    auto const paper = self_signed(key.get());
    PEM_write_X509(File(std::fopen(files().certificate.c_str(), "w")).get(), paper.get());
    PEM_write_PrivateKey(
        File(std::fopen(files().key.c_str(), "w")).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

Certificate::~Certificate()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

TlsClient::TlsClient(RawClient& socket, TlsWishes const& wishes)
    : context_(SSL_CTX_new(TLS_client_method()))
{
    // Old protocols need a lower level to be offered at all: whether they are taken is the server's choice.
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), wishes.version_min);
    SSL_CTX_set_max_proto_version(context_.get(), wishes.version_max);
    if (!wishes.ciphers.empty()) SSL_CTX_set_cipher_list(context_.get(), wishes.ciphers.c_str());
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<unsigned char const*>(wishes.alpn.data()),
        static_cast<unsigned>(wishes.alpn.size()));
    if (wishes.session) SSL_set_session(ssl_.get(), wishes.session);
    SSL_set_fd(ssl_.get(), socket.descriptor());
    connected_ = SSL_connect(ssl_.get()) == 1;
}

void TlsClient::send(std::string_view bytes)
{
    SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsClient::read_answer()
{
    std::array<char, 16384> bytes;
    auto const count = SSL_read(ssl_.get(), bytes.data(), bytes.size());
    return { bytes.data(), static_cast<std::size_t>(std::max(count, 0)) };
}

std::string TlsClient::read_all()
{
    std::string all;
    for (std::string part; !(part = read_answer()).empty();) all += part;
    farewell_ = (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
    return all;
}

}
