#include "service/get_user_settings.hpp"

#include "service/find_visible.hpp"
#include "service/settings_table.hpp"

namespace likeness::service {

namespace {

FoundSettings invalid_user(std::string const& mailbox)
{
    return { .code = SettingsCode::invalid_user, .message = "Invalid user: '" + mailbox + "'" };
}

}

SettingsAnswer get_user_settings(GetUserSettings const& request, Principal const& caller,
    Directory& directory, Publication const& publication)
{
    if (auto refusal = refusal_of(request.mailboxes, request.settings)) return std::move(*refusal);
    SettingsAnswer answer;
    for (auto const& mailbox : request.mailboxes) {
        auto const address = EmailAddress::parse(mailbox);
        auto const person = address ? visible_to(caller, directory.find(*address))
                                    : Result<std::optional<Person>>(std::nullopt);
        if (!person)
            answer.found.push_back(not_told(person.error()));
        else if (!*person)
            answer.found.push_back(invalid_user(mailbox));
        else
            answer.found.push_back(settings_of(**person, publication, request.settings));
    }
    return answer;
}

}
