#include "endpoints/ews_operations.hpp"

#include "endpoints/soap_photo.hpp"
#include "ews/convert_id.hpp"
#include "ews/expand_dl.hpp"
#include "ews/find_folder.hpp"
#include "ews/find_people.hpp"
#include "ews/get_folder.hpp"
#include "ews/get_persona.hpp"
#include "ews/resolve_names.hpp"
#include "ews/sync_folder_hierarchy.hpp"
#include "service/convert_id.hpp"
#include "service/expand_dl.hpp"
#include "service/find_folder.hpp"
#include "service/find_people.hpp"
#include "service/get_folder.hpp"
#include "service/get_persona.hpp"
#include "service/resolve_names.hpp"
#include "service/sync_folder_hierarchy.hpp"

#include <algorithm>
#include <array>

namespace likeness::endpoints {

namespace {

using ews::Schema;

template <class Answer> SoapContent content_of(Answer const&)
{
    return SoapContent::text;
}

SoapContent content_of(ResolveNamesAnswer const& answer)
{
    bool const has_pictures = answer && std::ranges::any_of(answer->found, [](Resolution const& resolution) {
        return resolution.contact && resolution.contact->photo;
    });
    return has_pictures ? SoapContent::pictures : SoapContent::text;
}

// Whether nothing can be answered for a while: clients wait where a fault says for how long.
template <class Answer> bool is_busy(Answer const&)
{
    return false;
}

template <class Value> bool is_busy(Result<Value> const& answer)
{
    return !answer && answer.error().code == Code::server_busy;
}

// An operation that reads its request, asks the database on the store lane and writes what it was answered.
template <auto read, auto carry_out, auto ports, auto write> http::Next answer_from_store(EwsCall const& call)
{
    auto request = read(*call.request.operation, call.request.schema());
    if (!request) return call.reply.fault(call.turn, request.error());
    return call.reply.on_lane(call.turn, call.reply.parts.store_lane,
        [request = std::move(*request), caller = call.caller, reply = call.reply](Turn& later) {
            auto const answer = carry_out(request, *caller, reply.parts.*ports);
            if (is_busy(answer)) {
                reply.busy(later);
                return http::Next::respond;
            }
            return reply.answer(
                later, 200, [&](ews::ResponseWriter& writer) { write(writer, answer); }, content_of(answer));
        });
}

constexpr std::array operations {
    EwsOperation { "ConvertId", Schema::exchange2007_sp1,
        answer_from_store<ews::read_convert_id, service::convert_id, &EwsParts::mailboxes,
            ews::write_convert_id_response> },
    EwsOperation { "ExpandDL", Schema::exchange2007,
        answer_from_store<ews::read_expand_dl, service::expand_dl, &EwsParts::people,
            ews::write_expand_dl_response> },
    EwsOperation { "FindFolder", Schema::exchange2007,
        answer_from_store<ews::read_find_folder, service::find_folder, &EwsParts::mailboxes,
            ews::write_find_folder_response> },
    EwsOperation { "FindPeople", Schema::exchange2013,
        answer_from_store<ews::read_find_people, service::find_people, &EwsParts::people,
            ews::write_find_people_response> },
    EwsOperation { "GetFolder", Schema::exchange2007,
        answer_from_store<ews::read_get_folder, service::get_folder, &EwsParts::mailboxes,
            ews::write_get_folder_response> },
    EwsOperation { "GetPersona", Schema::exchange2013,
        answer_from_store<ews::read_get_persona, service::get_persona, &EwsParts::people,
            ews::write_get_persona_response> },
    EwsOperation { "GetUserPhoto", Schema::exchange2013, answer_get_user_photo },
    EwsOperation { "ResolveNames", Schema::exchange2007,
        answer_from_store<ews::read_resolve_names, service::resolve_names, &EwsParts::people,
            ews::write_resolve_names_response> },
    EwsOperation { "SetUserPhoto", Schema::exchange2016, answer_set_user_photo },
    EwsOperation { "SyncFolderHierarchy", Schema::exchange2007,
        answer_from_store<ews::read_sync_folder_hierarchy, service::sync_folder_hierarchy,
            &EwsParts::mailboxes, ews::write_sync_folder_hierarchy_response> },
};

}

EwsOperation const* find_ews_operation(std::string_view name)
{
    auto const found = std::ranges::find(operations, name, &EwsOperation::name);
    return found == operations.end() ? nullptr : &*found;
}

}
