#include "apps/likeness/admin/person_json.hpp"

#include "core/recipient_kind.hpp"

#include <nlohmann/json.hpp>
#include <span>

namespace likeness::app {

std::string person_json(Person const& person, PersonLinks const& links)
{
    using Json = nlohmann::ordered_json;
    Json json { { "id", base::to_string(person.id) }, { "email", person.primary_address().text() } };
    for (auto const& field : person_fields) json[field.name] = person.*field.member;
    json["address"] = Json::array();
    for (auto const& address : std::span(person.addresses).subspan(1))
        json["address"].push_back(address.text());
    json["hidden"] = person.visibility == Visibility::hidden;
    json["kind"] = name_of(person.kind);
    json["proxies"] = person.other_proxies;
    json["manager"] = links.manager;
    json["members"] = links.members;
    json["source"] = person.source;
    // A directory elsewhere may hand us texts that are not UTF-8: still print the person.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}
