#include "endpoints/ews_operations.hpp"

#include "endpoints/soap_photo.hpp"
#include "ews/convert_id.hpp"
#include "ews/find_folder.hpp"
#include "ews/get_folder.hpp"
#include "ews/sync_folder_hierarchy.hpp"
#include "service/convert_id.hpp"
#include "service/find_folder.hpp"
#include "service/get_folder.hpp"
#include "service/sync_folder_hierarchy.hpp"

#include <algorithm>
#include <array>

namespace likeness::endpoints {

namespace {

using ews::Schema;

// An operation that reads its request, asks the database on the store lane and writes what it was answered.
template <auto read, auto carry_out, auto ports, auto write> http::Next answer_from_store(EwsCall const& call)
{
    auto request = read(*call.request.operation, call.request.schema());
    if (!request) return call.reply.fault(call.turn, request.error());
    return call.reply.on_lane(call.turn, call.reply.parts.store_lane,
        [request = std::move(*request), caller = call.caller, reply = call.reply](Turn& later) {
            auto const answer = carry_out(request, *caller, reply.parts.*ports);
            return reply.answer(later, 200, [&](ews::ResponseWriter& writer) { write(writer, answer); });
        });
}

constexpr std::array operations {
    EwsOperation { "ConvertId", Schema::exchange2007_sp1,
        answer_from_store<ews::read_convert_id, service::convert_id, &EwsParts::folders,
            ews::write_convert_id_response> },
    EwsOperation { "FindFolder", Schema::exchange2007,
        answer_from_store<ews::read_find_folder, service::find_folder, &EwsParts::folders,
            ews::write_find_folder_response> },
    EwsOperation { "GetFolder", Schema::exchange2007,
        answer_from_store<ews::read_get_folder, service::get_folder, &EwsParts::folders,
            ews::write_get_folder_response> },
    EwsOperation { "GetUserPhoto", Schema::exchange2013, answer_get_user_photo },
    EwsOperation { "SetUserPhoto", Schema::exchange2016, answer_set_user_photo },
    EwsOperation { "SyncFolderHierarchy", Schema::exchange2007,
        answer_from_store<ews::read_sync_folder_hierarchy, service::sync_folder_hierarchy, &EwsParts::folders,
            ews::write_sync_folder_hierarchy_response> },
};

}

EwsOperation const* find_ews_operation(std::string_view name)
{
    auto const found = std::ranges::find(operations, name, &EwsOperation::name);
    return found == operations.end() ? nullptr : &*found;
}

}
