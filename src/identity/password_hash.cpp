#include "identity/password_hash.hpp"

#include "base/sodium_ready.hpp"
#include "core/limits.hpp"

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <sodium.h>

namespace likeness::identity {

namespace {

bool is_argon2id_hash(std::string const& hash)
{
    // It answers whether a hash of this cost would differ; -1 says that `hash` cannot be read at all.
    return crypto_pwhash_argon2id_str_needs_rehash(hash.c_str(), crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
               crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE)
        != -1;
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
    std::array<char, crypto_pwhash_argon2id_STRBYTES> hash {};
    auto const status = crypto_pwhash_argon2id_str(
        hash.data(), password.data(), password.size(), cost.passes, cost.memory_bytes);
    if (status != 0) return no_memory();
    return std::string(hash.data());
}

Result<bool> verify_password(std::string const& hash, std::string_view password)
{
    base::ensure_sodium();
    if (!is_argon2id_hash(hash))
        return fail(
            Code::internal_server_error, "The account cannot be used.", "its password hash is broken");
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
    // The library returns the same -1 for another password and for a lack of memory. Of a hash that can be
    // read only the former is EINVAL.
    if (errno != EINVAL) return no_memory();
    return false;
}

std::string decoy_hash(HashCost cost)
{
    // 16 bytes of salt and 32 of hash, all zero. To find a password for it is as hard as for any other hash.
    return fmt::format(
        "$argon2id$v=19$m={},t={},p=1${:A<22}${:A<43}", cost.memory_bytes / 1024, cost.passes, "", "");
}

}
