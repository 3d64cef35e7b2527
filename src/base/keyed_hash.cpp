#include "base/keyed_hash.hpp"

#include "base/sodium_ready.hpp"

#include <sodium.h>

namespace likeness::base {

namespace {

unsigned char const* raw(ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

}

SecretKey random_key()
{
    ensure_sodium();
    SecretKey key;
    randombytes_buf(key.data(), key.size());
    return key;
}

Digest keyed_hash(SecretKey const& key, std::initializer_list<ByteView> parts)
{
    ensure_sodium();
    Digest digest;
    crypto_generichash_state state;
    crypto_generichash_init(&state, raw(key), key.size(), digest.size());
    for (auto const part : parts) {
        std::uint64_t const size = part.size();
        crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(&size), sizeof size);
        crypto_generichash_update(&state, raw(part), part.size());
    }
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
    return digest;
}

Digest quick_keyed_hash(SecretKey const& key, ByteView bytes)
{
    static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Digest));
    static_assert(crypto_shorthash_siphashx24_KEYBYTES <= sizeof(SecretKey));
    Digest digest;
    crypto_shorthash_siphashx24(
        reinterpret_cast<unsigned char*>(digest.data()), raw(bytes), bytes.size(), raw(key));
    return digest;
}

std::string hex_of(Digest const& digest, std::size_t bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes * 2);
    for (std::size_t i = 0; i < bytes && i < digest.size(); ++i) {
        auto const value = std::to_integer<unsigned>(digest[i]);
        text.push_back(digits[value >> 4]);
        text.push_back(digits[value & 15]);
    }
    return text;
}

}
