#include "apps/likeness/client/contact_commands.hpp"

#include "base/base64.hpp"

#include <array>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

constexpr std::size_t shortest_id = 60;

bool is_id(std::string const& text)
{
    return text.size() >= shortest_id && base::base64_decode(text).has_value();
}

struct NamedSlot {
    char const* key;
    Slot slot;
};
constexpr std::array named_slots {
    NamedSlot { "file_as", Slot::file_as },
    NamedSlot { "given_name", Slot::given_name },
    NamedSlot { "surname", Slot::surname },
    NamedSlot { "company", Slot::company_name },
    NamedSlot { "department", Slot::department },
    NamedSlot { "title", Slot::job_title },
    NamedSlot { "email", Slot::email_address1 },
    NamedSlot { "email2", Slot::email_address2 },
    NamedSlot { "email3", Slot::email_address3 },
    NamedSlot { "business_phone", Slot::business_phone },
    NamedSlot { "home_phone", Slot::home_phone },
    NamedSlot { "mobile_phone", Slot::mobile_phone },
};

}

void declare(CLI::App& command, ContactOptions& options)
{
    command.add_option("CONTACT", options.contact, "Its id, name or e-mail address")
        ->required()
        ->type_name("");
    declare(command, options.server);
    declare(command, options.output);
}

Outcome<std::string> contact_id(client::EwsClient& client, std::string const& contact)
{
    if (is_id(contact)) return contact;
    auto const found = client::find_contacts(client, contact, 2);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return fail(FailureKind::not_found, "no contact is called \"" + contact + "\"");
    if (found->size() > 1)
        return fail(FailureKind::invalid_request,
            "several contacts are called \"" + contact + "\": give the id that `contact list` shows");
    return found->front().id.id;
}

Json contact_json(ShownItem const& item)
{
    Json json { { "id", item.id.id }, { "name", name_of(item) } };
    for (auto const& [key, slot] : named_slots)
        if (auto const text = item.values.text(slot); !text.empty()) json[key] = text;
    json["has_picture"] = has_picture(item);
    return json;
}

std::string_view name_of(ShownItem const& item)
{
    auto const name = item.values.text(Slot::display_name);
    return name.empty() ? item.values.text(Slot::file_as) : name;
}

bool has_picture(ShownItem const& item)
{
    auto const* const value = item.values.find(Slot::has_picture);
    return value && std::holds_alternative<bool>(*value) && std::get<bool>(*value);
}

}
