#include "endpoints/ews_operations.hpp"

#include "endpoints/soap_photo.hpp"

#include <algorithm>
#include <array>

namespace likeness::endpoints {

namespace {

using ews::Schema;

constexpr std::array operations {
    EwsOperation { "GetUserPhoto", Schema::exchange2013, answer_get_user_photo },
    EwsOperation { "SetUserPhoto", Schema::exchange2016, answer_set_user_photo },
};

}

EwsOperation const* find_ews_operation(std::string_view name)
{
    auto const found = std::ranges::find(operations, name, &EwsOperation::name);
    return found == operations.end() ? nullptr : &*found;
}

}
