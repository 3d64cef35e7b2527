#include "storage/sqlite/secret_key.hpp"

#include "base/file.hpp"
#include "base/guid.hpp"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace likeness::storage {

namespace {

tl::unexpected<Error> cannot(std::string_view verb, std::filesystem::path const& file, std::error_code why)
{
    return fail(Code::internal_server_transient_error, "The secret key cannot be " + std::string(verb) + ".",
        file.string() + ": " + why.message());
}

// A link, unlike a rename, never replaces: whoever is second finds the first one's key in its place.
Result<void> link_unless_there(std::filesystem::path const& from, std::filesystem::path const& to)
{
    bool const there = ::link(from.c_str(), to.c_str()) == 0 || errno == EEXIST;
    auto const why = std::error_code(errno, std::generic_category());
    ::unlink(from.c_str());
    if (!there) return cannot("made", to, why);
    return {};
}

Result<void> make_unless_there(std::filesystem::path const& file)
{
    auto beside = file;
    beside += "." + base::to_string(base::random_guid());
    auto const key = base::random_key();
    auto const written = base::write_file_atomically(beside, key, base::FileMode::secret);
    if (!written) return cannot("made", file, written.error());
    return link_unless_there(beside, file);
}

}

Result<base::SecretKey> read_secret_key(std::filesystem::path const& file)
{
    base::SecretKey key;
    auto const bytes = base::read_file(file, key.size());
    if (!bytes && bytes.error() == std::errc::no_such_file_or_directory)
        return fail(Code::item_not_found, "The secret key is missing.", file.string());
    bool const too_large = !bytes && bytes.error() == std::errc::file_too_large;
    if (!bytes && !too_large) return cannot("read", file, bytes.error());
    if (too_large || bytes->size() != key.size())
        return fail(
            Code::invalid_operation, "The secret key is damaged: it must have 32 bytes.", file.string());
    std::ranges::copy(*bytes, key.begin());
    return key;
}

Result<base::SecretKey> read_or_make_secret_key(std::filesystem::path const& file)
{
    auto key = read_secret_key(file);
    if (key || key.error().code != Code::item_not_found) return key;
    auto const made = make_unless_there(file);
    if (!made) return tl::unexpected(made.error());
    return read_secret_key(file);
}

}
