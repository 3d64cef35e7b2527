#include "client/photos/cached_photo.hpp"

#include "base/ascii.hpp"

namespace likeness::client {

namespace {

// Exchange's paths are the same in any case, so two spellings of one address share their entries.
std::string name_of_server(PhotoSource const& source)
{
    return base::ascii_lowered(to_string(source.endpoint()));
}

std::optional<ReceivedPhoto> new_photo(PhotoAnswer answer)
{
    auto* const photo = std::get_if<ReceivedPhoto>(&answer);
    return photo ? std::optional(std::move(*photo)) : std::nullopt;
}

}

Outcome<FetchedPhoto> get_user_photo(PhotoSource& source, PhotoCache& cache, GetUserPhoto const& request)
{
    CacheKey const key { name_of_server(source), source.user(), request };
    // The bytes are held from here on: what another process does to the entry meanwhile does not matter.
    auto cached = cache.find(key).value_or(CachedAnswer {}).photo;
    auto answer = source.get_user_photo(request, cached ? cached->validator : std::string());
    if (!answer) return tl::unexpected(answer.error());
    if (std::holds_alternative<Unchanged>(*answer)) {
        cache.confirm(key);
        return FetchedPhoto { .photo = std::move(cached), .is_unchanged = true };
    }
    FetchedPhoto fetched { .photo = new_photo(*std::move(answer)) };
    if (auto const stored = cache.store(key, fetched.photo); !stored) fetched.cache_error = stored.error();
    return fetched;
}

Outcome<FetchedPhoto> get_user_photo(PhotoSource& source, GetUserPhoto const& request)
{
    auto answer = source.get_user_photo(request, {});
    if (!answer) return tl::unexpected(answer.error());
    return FetchedPhoto { .photo = new_photo(*std::move(answer)) };
}

}
