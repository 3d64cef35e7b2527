// What the client's commands print for programs (--json): one object on one line of the standard output.
#pragma once

#include "client/failure.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

/// Keys stay in the order in which they were added.
using Json = nlohmann::ordered_json;

/// "status": "failed", and "kind", "message", "detail"; "retry_after_seconds" where the server says when.
void add_failure(Json& json, client::Failure const& failure);

/// Ends the object with "exit_code" and prints it. Texts need not be UTF-8.
void print_json(Json json, int exit_code);

}
