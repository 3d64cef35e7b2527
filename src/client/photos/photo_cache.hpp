// PhotoCache: what servers answered, kept on disk by question, so that the next question can say what we have.
// Source: spec/photos.md 7, the client's column.
#pragma once

#include "base/http_date.hpp"
#include "client/limits.hpp"
#include "client/photos/cache_entry.hpp"
#include "core/operations/get_user_photo.hpp"

#include <filesystem>
#include <string_view>
#include <system_error>

namespace likeness::client {

/// One question. Photos of another size, or seen by another user, are other answers; so are those of another
/// server.
struct CacheKey {
    std::string server; ///< The address that is asked: of its photo resource, or of its EWS.
    std::string user; ///< Empty when anonymous.
    GetUserPhoto request;
};

struct CachedAnswer {
    std::optional<ReceivedPhoto> photo; ///< nullopt: there was none.
    base::Seconds checked_at {}; ///< When the server last said so.
};

/// One call at a time on an object; any number of objects and processes may work on the same folder at once:
/// an entry is replaced whole.
class PhotoCache {
public:
    using Failure = std::error_code;

    /// Makes `folder` where it is missing, for this user alone (0700).
    /// Errors: the system's; operation_not_permitted when the folder is somebody else's.
    static base::BasicResult<PhotoCache, Failure> open(
        std::filesystem::path folder, std::uint64_t bytes_max = limits::cache_bytes_max);

    /// nullopt when there is no entry, or one that is damaged or cannot be read: the next answer replaces it.
    std::optional<CachedAnswer> find(CacheKey const& key) const;

    /// Keeps the answer, with the current time; nullopt as `photo` says that there is none. A photo without a
    /// validator cannot be asked with: it only removes what was there. Past `bytes_max` in the folder, what was
    /// checked longest ago is removed.
    base::BasicResult<void, Failure> store(CacheKey const& key, std::optional<ReceivedPhoto> photo);

    /// The server has confirmed the entry just now.
    void confirm(CacheKey const& key);

private:
    PhotoCache(std::filesystem::path folder, std::uint64_t bytes_max);

    std::filesystem::path file_of(CacheKey const& key) const;
    void make_room(std::uint64_t written);

    std::filesystem::path folder_;
    std::uint64_t bytes_max_;
    std::uint64_t bytes_until_sweep_ = 0;
};

/// $XDG_CACHE_HOME/likeness/photos, or $HOME/.cache/likeness/photos; nullopt where neither names an absolute
/// folder. In: the values of the two variables, nullptr where unset.
std::optional<std::filesystem::path> photo_cache_folder(char const* xdg_cache_home, char const* home);

}
