// request-id: a GUID in every answer, so that a complaint can be found in a log; the client's own id where it asks
// for that.
// Source: spec/soap.md 1; spec/photos.md 4.2.
#pragma once

#include "http/message.hpp"

namespace likeness::endpoints {

/// Adds the request-id line and, where the request says return-client-request-id: true, repeats its
/// client-request-id (letters, digits, - and braces, at most 64: anything else is not repeated).
void add_request_ids(http::RequestHead const& request, http::Response& response);

}
