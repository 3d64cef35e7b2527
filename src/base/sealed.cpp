#include "base/sealed.hpp"

#include "base/sodium_ready.hpp"

#include <algorithm>
#include <sodium.h>
#include <string>

namespace likeness::base {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonce_bytes + tag_bytes == Seal::overhead_bytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == sizeof(SecretKey));

unsigned char* raw(std::span<std::byte> bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

unsigned char const* raw(ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

void hash_into(std::span<std::byte> digest, SecretKey const& key, ByteView content)
{
    crypto_generichash(
        raw(digest), digest.size(), raw(content), content.size(), raw(ByteView(key)), key.size());
}

SecretKey derived(SecretKey const& key, std::string_view purpose, std::string_view part)
{
    SecretKey made;
    hash_into(made, key, as_bytes(std::string(purpose).append("/").append(part)));
    return made;
}

}

Seal::Seal(SecretKey const& key, std::string_view purpose)
{
    ensure_sodium();
    nonce_key_ = derived(key, purpose, "nonce");
    content_key_ = derived(key, purpose, "content");
}

Bytes Seal::seal(ByteView content) const
{
    Bytes sealed(overhead_bytes + content.size());
    std::span const nonce(sealed.data(), nonce_bytes);
    std::span const rest(sealed.data() + nonce_bytes, sealed.size() - nonce_bytes);
    hash_into(nonce, nonce_key_, content);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(rest), &written, raw(content), content.size(), nullptr, 0,
        nullptr, raw(ByteView(nonce)), raw(ByteView(content_key_)));
    return sealed;
}

std::optional<Bytes> Seal::open(ByteView sealed) const
{
    if (sealed.size() < overhead_bytes) return std::nullopt;
    auto const nonce = sealed.first(nonce_bytes);
    auto const rest = sealed.subspan(nonce_bytes);
    Bytes content(sealed.size() - overhead_bytes);
    unsigned long long written = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(std::span(content)), &written, nullptr, raw(rest),
            rest.size(), nullptr, 0, raw(nonce), raw(ByteView(content_key_)))
        != 0)
        return std::nullopt;
    // A holder of the key could have chosen another nonce: one content is to have one sealed form.
    std::array<std::byte, nonce_bytes> expected;
    hash_into(expected, nonce_key_, content);
    if (!std::ranges::equal(expected, nonce)) return std::nullopt;
    return content;
}

}
