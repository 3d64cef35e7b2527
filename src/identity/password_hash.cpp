#include "identity/password_hash.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/sodium_ready.hpp"
#include "core/limits.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <sodium.h>

namespace likeness::identity {

namespace {

constexpr std::size_t digest_bytes = 32; // What libsodium writes into its encoded hashes.
using RawDigest = std::array<unsigned char, digest_bytes>;

// What an encoded hash says.
struct Encoded {
    HashCost cost;
    base::Bytes salt; // crypto_pwhash_SALTBYTES
    base::Bytes digest; // digest_bytes
};

bool skip(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<std::uint32_t> read_number(std::string_view& text)
{
    std::uint32_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

// Nullopt when the text is no argon2id hash of the shape that we write.
std::optional<Encoded> parse_hash(std::string_view text)
{
    if (!skip(text, "$argon2id$v=19$m=")) return std::nullopt;
    auto const memory_kib = read_number(text);
    if (!memory_kib || *memory_kib < crypto_pwhash_MEMLIMIT_MIN / 1024 || !skip(text, ",t="))
        return std::nullopt;
    auto const passes = read_number(text);
    if (!passes || *passes < crypto_pwhash_OPSLIMIT_MIN || !skip(text, ",p=1$")) return std::nullopt;
    auto const parts = base::split_once(text, '$');
    if (!parts) return std::nullopt;
    auto salt = base::base64_decode(parts->before);
    auto digest = base::base64_decode(parts->after);
    if (!salt || salt->size() != crypto_pwhash_SALTBYTES || !digest || digest->size() != digest_bytes)
        return std::nullopt;
    return Encoded { { *passes, std::size_t { 1024 } * *memory_kib }, std::move(*salt), std::move(*digest) };
}

unsigned char const* raw(base::Bytes const& bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

tl::unexpected<Error> no_memory()
{
    return fail(Code::internal_server_transient_error, "The server has no memory for password hashes now.",
        "argon2id could not get its memory");
}

}

Result<std::string> hash_password(std::string_view password, HashCost cost)
{
    if (password.empty()) return fail(Code::invalid_request, "The password is empty.");
    if (password.size() > limits::password_bytes_max)
        return fail(Code::invalid_request,
            fmt::format("The password is longer than {} bytes.", limits::password_bytes_max));

    base::ensure_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash {};
    auto const status
        = crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes, cost.memory_bytes);
    if (status != 0) return no_memory();
    return std::string(hash.data());
}

Result<bool> verify_password(std::string_view hash, std::string_view password)
{
    auto const expected = parse_hash(hash);
    if (!expected)
        return fail(
            Code::internal_server_error, "The account cannot be used.", "its password hash cannot be read");

    // Not crypto_pwhash_str_verify, which says "wrong password" when it gets no memory.
    base::ensure_sodium();
    RawDigest digest {};
    auto const status
        = crypto_pwhash(digest.data(), digest.size(), password.data(), password.size(), raw(expected->salt),
            expected->cost.passes, expected->cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) return no_memory();
    return sodium_memcmp(digest.data(), expected->digest.data(), digest.size()) == 0;
}

std::string decoy_hash(HashCost cost)
{
    // 16 bytes of salt and 32 of hash, all zero. To find a password for it is as hard as for any other hash.
    return fmt::format(
        "$argon2id$v=19$m={},t={},p=1${:A<22}${:A<43}", cost.memory_bytes / 1024, cost.passes, "", "");
}

}
