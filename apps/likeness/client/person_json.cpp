#include "apps/likeness/client/person_json.hpp"

namespace likeness::app {

namespace {

void add_text(Json& json, char const* key, std::string_view text)
{
    if (!text.empty()) json[key] = text;
}

}

Json person_json(Resolution const& person)
{
    auto const& mailbox = person.mailbox;
    Json json { { "name", mailbox.name }, { "email", mailbox.address } };
    if (mailbox.routing_type != "SMTP") json["routing_type"] = mailbox.routing_type;
    add_text(json, "contact_id", mailbox.item_id);
    if (auto const& card = person.contact) {
        add_text(json, "company", card->company.value_or(""));
        add_text(json, "department", card->department.value_or(""));
        add_text(json, "title", card->title.value_or(""));
        add_text(json, "office", card->office.value_or(""));
        if (card->phones) add_text(json, "business_phone", card->phones->business);
        if (card->phones) add_text(json, "mobile_phone", card->phones->mobile);
    }
    return json;
}

}
