#include "service/may_change.hpp"

namespace likeness::service {

Result<Person> person_to_change(EmailAddress const& email, Principal const& caller, Directory& directory)
{
    auto const denied = fail(Code::access_denied, "Access is denied. Check credentials and try again.");
    if (caller.is_anonymous()) return denied;

    auto person = directory.find(email);
    if (!person) return tl::unexpected(person.error());
    if (caller.role != Role::admin && !(*person && (*person)->has(*caller.address))) return denied;
    if (!*person)
        return fail(
            Code::non_existent_mailbox, "The SMTP address has no mailbox associated with it.", email.text());
    return std::move(**person);
}

}
