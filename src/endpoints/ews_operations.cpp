#include "endpoints/ews_operations.hpp"

#include "endpoints/soap_photo.hpp"
#include "ews/attachment_operations.hpp"
#include "ews/change_folders.hpp"
#include "ews/convert_id.hpp"
#include "ews/create_item.hpp"
#include "ews/delete_item.hpp"
#include "ews/expand_dl.hpp"
#include "ews/find_folder.hpp"
#include "ews/find_item.hpp"
#include "ews/find_people.hpp"
#include "ews/get_folder.hpp"
#include "ews/get_item.hpp"
#include "ews/get_persona.hpp"
#include "ews/move_item.hpp"
#include "ews/resolve_names.hpp"
#include "ews/sync_folder_hierarchy.hpp"
#include "ews/sync_folder_items.hpp"
#include "ews/update_item.hpp"
#include "service/attachments.hpp"
#include "service/change_folders.hpp"
#include "service/convert_id.hpp"
#include "service/create_item.hpp"
#include "service/delete_item.hpp"
#include "service/expand_dl.hpp"
#include "service/find_folder.hpp"
#include "service/find_item.hpp"
#include "service/find_people.hpp"
#include "service/get_folder.hpp"
#include "service/get_item.hpp"
#include "service/get_persona.hpp"
#include "service/move_item.hpp"
#include "service/resolve_names.hpp"
#include "service/sync_folder_hierarchy.hpp"
#include "service/sync_folder_items.hpp"
#include "service/update_item.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

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

SoapContent content_of(GetAttachmentAnswer const& answer)
{
    bool const has_files = std::ranges::any_of(answer, [](auto const& one) { return one && one->content; });
    return has_files ? SoapContent::pictures : SoapContent::text;
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

template <class Value> bool is_busy(std::vector<Result<Value>> const& answers)
{
    return !answers.empty() && std::ranges::all_of(answers, [](auto const& one) { return is_busy(one); });
}

// Who waits for the disk keeps nobody from reading.
enum class Lane { read, write };

base::WorkerLane& lane_of(EwsParts const& parts, Lane lane)
{
    switch (lane) {
    case Lane::read: return parts.store_lane;
    case Lane::write: return parts.write_lane;
    }
    return parts.store_lane;
}

// Where the version makes no difference a reader is not told of it.
template <auto read> auto read_operation(ews::Request const& request)
{
    if constexpr (std::is_invocable_v<decltype(read), xml::Element const&, Schema>)
        return read(*request.operation, request.schema());
    else
        return read(*request.operation);
}

// An operation that reads its request, asks the database on a lane and writes what it was answered.
template <auto read, auto carry_out, auto ports, auto write, Lane lane>
http::Next answer_on(EwsCall const& call)
{
    auto request = read_operation<read>(call.request);
    if (!request) return call.reply.fault(call.turn, request.error());
    return call.reply.on_lane(call.turn, lane_of(call.reply.parts, lane),
        [request = std::move(*request), caller = call.caller, reply = call.reply](Turn& later) mutable {
            auto const answer = carry_out(std::move(request), *caller, reply.parts.*ports);
            if (is_busy(answer)) {
                reply.busy(later);
                return http::Next::respond;
            }
            return reply.answer(
                later, 200, [&](ews::ResponseWriter& writer) { write(writer, answer); }, content_of(answer));
        });
}

template <auto read, auto carry_out, auto ports, auto write> http::Next answer_from_store(EwsCall const& call)
{
    return answer_on<read, carry_out, ports, write, Lane::read>(call);
}

template <auto read, auto carry_out, auto write> http::Next answer_by_writing(EwsCall const& call)
{
    return answer_on<read, carry_out, &EwsParts::mailboxes, write, Lane::write>(call);
}

void write_moved(ews::ResponseWriter& response, MoveItemAnswer const& answer)
{
    ews::write_move_item_response(response, ews::Relocation::move, answer);
}

void write_copied(ews::ResponseWriter& response, MoveItemAnswer const& answer)
{
    ews::write_move_item_response(response, ews::Relocation::copy, answer);
}

constexpr std::array operations {
    EwsOperation { "ConvertId", Schema::exchange2007_sp1,
        answer_from_store<ews::read_convert_id, service::convert_id, &EwsParts::mailboxes,
            ews::write_convert_id_response> },
    EwsOperation { "CopyItem", Schema::exchange2007,
        answer_by_writing<ews::read_move_item, service::copy_item, write_copied> },
    EwsOperation { "CreateAttachment", Schema::exchange2007,
        answer_by_writing<ews::read_create_attachment, service::create_attachment,
            ews::write_create_attachment_response> },
    EwsOperation { "CreateFolder", Schema::exchange2007,
        answer_by_writing<ews::read_create_folder, service::create_folder,
            ews::write_create_folder_response> },
    EwsOperation { "CreateItem", Schema::exchange2007,
        answer_by_writing<ews::read_create_item, service::create_item, ews::write_create_item_response> },
    EwsOperation { "DeleteAttachment", Schema::exchange2007,
        answer_by_writing<ews::read_delete_attachment, service::delete_attachment,
            ews::write_delete_attachment_response> },
    EwsOperation { "DeleteFolder", Schema::exchange2007,
        answer_by_writing<ews::read_delete_folder, service::delete_folder,
            ews::write_delete_folder_response> },
    EwsOperation { "DeleteItem", Schema::exchange2007,
        answer_by_writing<ews::read_delete_item, service::delete_item, ews::write_delete_item_response> },
    EwsOperation { "ExpandDL", Schema::exchange2007,
        answer_from_store<ews::read_expand_dl, service::expand_dl, &EwsParts::people,
            ews::write_expand_dl_response> },
    EwsOperation { "FindFolder", Schema::exchange2007,
        answer_from_store<ews::read_find_folder, service::find_folder, &EwsParts::mailboxes,
            ews::write_find_folder_response> },
    EwsOperation { "FindItem", Schema::exchange2007,
        answer_from_store<ews::read_find_item, service::find_item, &EwsParts::mailboxes,
            ews::write_find_item_response> },
    EwsOperation { "FindPeople", Schema::exchange2013,
        answer_from_store<ews::read_find_people, service::find_people, &EwsParts::people,
            ews::write_find_people_response> },
    EwsOperation { "GetAttachment", Schema::exchange2007,
        answer_from_store<ews::read_get_attachment, service::get_attachment, &EwsParts::mailboxes,
            ews::write_get_attachment_response> },
    EwsOperation { "GetFolder", Schema::exchange2007,
        answer_from_store<ews::read_get_folder, service::get_folder, &EwsParts::mailboxes,
            ews::write_get_folder_response> },
    EwsOperation { "GetItem", Schema::exchange2007,
        answer_from_store<ews::read_get_item, service::get_item, &EwsParts::mailboxes,
            ews::write_get_item_response> },
    EwsOperation { "GetPersona", Schema::exchange2013,
        answer_from_store<ews::read_get_persona, service::get_persona, &EwsParts::people,
            ews::write_get_persona_response> },
    EwsOperation { "GetUserPhoto", Schema::exchange2013, answer_get_user_photo },
    EwsOperation { "MoveItem", Schema::exchange2007,
        answer_by_writing<ews::read_move_item, service::move_item, write_moved> },
    EwsOperation { "ResolveNames", Schema::exchange2007,
        answer_from_store<ews::read_resolve_names, service::resolve_names, &EwsParts::people,
            ews::write_resolve_names_response> },
    EwsOperation { "SetUserPhoto", Schema::exchange2016, answer_set_user_photo },
    EwsOperation { "SyncFolderHierarchy", Schema::exchange2007,
        answer_from_store<ews::read_sync_folder_hierarchy, service::sync_folder_hierarchy,
            &EwsParts::mailboxes, ews::write_sync_folder_hierarchy_response> },
    EwsOperation { "SyncFolderItems", Schema::exchange2007,
        answer_from_store<ews::read_sync_folder_items, service::sync_folder_items, &EwsParts::mailboxes,
            ews::write_sync_folder_items_response> },
    EwsOperation { "UpdateFolder", Schema::exchange2007,
        answer_by_writing<ews::read_update_folder, service::update_folder,
            ews::write_update_folder_response> },
    EwsOperation { "UpdateItem", Schema::exchange2007,
        answer_by_writing<ews::read_update_item, service::update_item, ews::write_update_item_response> },
};

}

EwsOperation const* find_ews_operation(std::string_view name)
{
    auto const found = std::ranges::find(operations, name, &EwsOperation::name);
    return found == operations.end() ? nullptr : &*found;
}

}
