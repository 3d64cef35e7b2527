// The operations of EWS that are served, by name.
//
// How to add one, GetFolder for instance: its values in core/operations/get_folder.hpp, its two ends on the wire in
// ews/get_folder.hpp, what it does in service/get_folder.hpp, and a row in the table of ews_operations.cpp.
#pragma once

#include "endpoints/ews_call.hpp"

#include <string_view>

namespace likeness::endpoints {

struct EwsOperation {
    std::string_view name; ///< Of the element in the request's body.
    ews::Schema since; ///< Older versions do not have it: ErrorIncorrectSchemaVersion.
    http::Next (*answer)(EwsCall const& call);
};

/// nullptr: it is not served.
EwsOperation const* find_ews_operation(std::string_view name);

}
