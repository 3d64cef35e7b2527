#include "service/remove_user_photo.hpp"

#include "service/may_change.hpp"

namespace likeness::service {

Result<void> remove_user_photo(EmailAddress const& email, Removal removal, Principal const& caller,
    Directory& directory, PhotoStore& photos, Clock const& clock)
{
    auto const person = person_to_change(email, caller, directory);
    if (!person) return tl::unexpected(person.error());
    switch (removal) {
    case Removal::leave_nothing: return photos.remove(person->id, clock.now());
    case Removal::use_directory: return photos.use_directory(person->id, clock.now());
    }
    return fail(Code::internal_server_error, "An internal server error occurred. The operation failed.");
}

}
