#include "service/get_user_photo.hpp"

namespace likeness::service {

namespace {

// Which picture shows, of what the two sources hold. The order is spec/photos.md 3.2's.
std::optional<Photo> choose(
    PhotoSize size, PhotoLookup&& stored, std::optional<Photo>&& thumbnail, PhotoPolicy const& policy)
{
    if (size == PhotoSize::hr48x48 && thumbnail) {
        bool const newer = !stored.photo || thumbnail->changed_at >= stored.photo->changed_at;
        if (policy.hr48_prefers == Hr48Prefers::directory) return std::move(thumbnail);
        if (policy.hr48_prefers == Hr48Prefers::newest && newer) return std::move(thumbnail);
    }
    if (stored.photo) return std::move(stored.photo);
    if (stored.removed) return std::nullopt;
    return std::move(thumbnail);
}

// The directory need not be asked where its answer cannot matter.
bool needs_thumbnail(PhotoSize size, PhotoLookup const& stored, PhotoPolicy const& policy)
{
    bool const hr48_may_prefer_it = size == PhotoSize::hr48x48 && policy.hr48_prefers != Hr48Prefers::mailbox;
    return hr48_may_prefer_it || (!stored.photo && !stored.removed);
}

}

Result<FoundUserPhoto> find_user_photo(
    GetUserPhoto const& request, PhotoReader& photos, Directory& directory, PhotoPolicy const& policy)
{
    auto const person = directory.find(request.email);
    if (!person) return tl::unexpected(person.error());
    if (!*person) return FoundUserPhoto {};

    FoundUserPhoto found { .person = (*person)->id, .visibility = (*person)->visibility };
    auto stored = photos.find((*person)->id, request.size);
    if (!stored) return tl::unexpected(stored.error());

    std::optional<Photo> thumbnail;
    if (needs_thumbnail(request.size, *stored, policy)) {
        auto answer = directory.find_thumbnail((*person)->id);
        // With a mailbox photo at hand a silent directory costs nobody the picture, but the next caller
        // should have the right one again: not cached.
        if (!answer && !stored->photo) return tl::unexpected(answer.error());
        if (answer)
            thumbnail = std::move(*answer);
        else
            found.may_be_cached = false;
    }
    found.photo = choose(request.size, std::move(*stored), std::move(thumbnail), policy);
    return found;
}

Result<Photo> get_user_photo(GetUserPhoto const& request, Principal const& caller, PhotoReader& photos,
    Directory& directory, PhotoPolicy const& policy)
{
    auto found = find_user_photo(request, photos, directory, policy);
    if (!found) return tl::unexpected(found.error());
    if (!found->photo || !may_see(caller, found->visibility))
        return fail(Code::item_not_found, "The photo wasn't found.");
    return std::move(*found->photo);
}

}
