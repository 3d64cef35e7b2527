#include "service/get_user_photo.hpp"

#include "service/photo_choice.hpp"

namespace likeness::service {

Result<FoundUserPhoto> find_user_photo(
    GetUserPhoto const& request, PhotoReader& photos, Directory& directory, PhotoPolicy const& policy)
{
    auto const person = directory.find(request.email);
    if (!person) return tl::unexpected(person.error());
    if (!*person) return FoundUserPhoto {};

    FoundUserPhoto found { .person = (*person)->id, .visibility = (*person)->visibility };
    auto stored = photos.find((*person)->id, request.size);
    if (!stored) return tl::unexpected(stored.error());

    Result<std::optional<Photo>> thumbnail;
    if (needs_thumbnail(request.size, *stored, policy)) thumbnail = directory.find_thumbnail((*person)->id);

    auto const choice = choose_photo(request.size, facts_of(*stored, thumbnail), policy);
    // The next caller should have the right one again.
    found.may_be_cached = choice.reason != PhotoReason::mailbox_photo_meanwhile;
    switch (choice.origin) {
    case PhotoOrigin::nothing: break;
    case PhotoOrigin::mailbox: found.photo = std::move(stored->photo); break;
    case PhotoOrigin::directory: found.photo = std::move(*thumbnail); break;
    case PhotoOrigin::cannot_tell: return tl::unexpected(thumbnail.error());
    }
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
