// A photo by way of the cache: the server is always asked, and sends only what we do not have.
#pragma once

#include "client/photos/photo_cache.hpp"
#include "client/photos/photo_source.hpp"

namespace likeness::client {

struct FetchedPhoto {
    std::optional<ReceivedPhoto> photo; ///< nullopt: the server shows none.
    bool is_unchanged = false; ///< The bytes come from the cache; the server confirmed them.
    std::error_code cache_error; ///< Why the answer could not be kept; the answer itself stands.
};

/// Errors: those of PhotoSource::get_user_photo. A failure leaves the cache as it was.
Outcome<FetchedPhoto> get_user_photo(PhotoSource& source, PhotoCache& cache, GetUserPhoto const& request);

/// The same without a cache: everything is sent each time.
Outcome<FetchedPhoto> get_user_photo(PhotoSource& source, GetUserPhoto const& request);

}
