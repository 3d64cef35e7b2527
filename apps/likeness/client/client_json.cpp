#include "apps/likeness/client/client_json.hpp"

#include "apps/likeness/client/client_failure.hpp"

#include <fmt/format.h>

namespace likeness::app {

void add_failure(Json& json, client::Failure const& failure)
{
    json["status"] = "failed";
    json["kind"] = name_of(failure.kind);
    json["message"] = failure.message;
    json["detail"] = failure.detail;
    if (failure.retry_after) json["retry_after_seconds"] = failure.retry_after->count();
}

void print_json(Json json, int exit_code)
{
    json["exit_code"] = exit_code;
    // File names and words of the command line need not be UTF-8.
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}
