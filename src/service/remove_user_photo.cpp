#include "service/remove_user_photo.hpp"

#include "service/may_change.hpp"

namespace likeness::service {

namespace {

Result<RemovedUserPhoto> leave_nothing(Person const& person, RemoveUserPhotoPorts const& ports)
{
    // The tombstone needs somebody in our store to stand for.
    auto const removed = change_remembering(
        person, ports.write_back, [&] { return ports.photos.remove(person.id, ports.clock.now()); });
    if (!removed) return tl::unexpected(removed.error());

    RemovedUserPhoto answer { .person = person.id };
    if (!ports.write_back) return answer;
    if (auto gone = remove_thumbnail(person, *ports.write_back); !gone)
        answer.thumbnail_trouble = std::move(gone.error());
    return answer;
}

Result<RemovedUserPhoto> use_directory(Person const& person, RemoveUserPhotoPorts const& ports)
{
    auto const changed = ports.photos.use_directory(person.id, ports.clock.now());
    // Of whom is asked live and was never remembered, the directory's picture shows already.
    bool const is_live = !changed && changed.error().code == Code::non_existent_mailbox
        && !person.source.empty() && ports.write_back;
    if (!changed && !is_live) return tl::unexpected(changed.error());
    return RemovedUserPhoto { .person = person.id };
}

}

Result<RemovedUserPhoto> remove_user_photo(
    EmailAddress const& email, Removal removal, Principal const& caller, RemoveUserPhotoPorts const& ports)
{
    auto const person = person_to_change(email, caller, ports.directory);
    if (!person) return tl::unexpected(person.error());
    switch (removal) {
    case Removal::leave_nothing: return leave_nothing(*person, ports);
    case Removal::use_directory: return use_directory(*person, ports);
    }
    return fail(Code::internal_server_error, "An internal server error occurred. The operation failed.");
}

}
