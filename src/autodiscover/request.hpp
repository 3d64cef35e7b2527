// A SOAP request of Autodiscover, taken apart by the server.
// Source: spec/autodiscover.md 2; spec/soap.md 3.
#pragma once

#include "autodiscover/fault.hpp"
#include "core/operations/get_domain_settings.hpp"
#include "core/operations/get_user_settings.hpp"

#include <variant>

namespace likeness::autodiscover {

struct Request {
    std::variant<GetUserSettings, GetDomainSettings> operation;
    Spellings spellings; ///< For the answer.

    friend bool operator==(Request const&, Request const&) = default;
};

/// A refusal, and how its answer is to be spelled.
struct RefusedRequest {
    Fault fault;
    Spellings spellings;
};

/// In: the body of a POST, with the charset of its Content-Type ("" where there is none). What is asked is told by the
/// name of the Body's first child; Action, To and RequestedServerVersion may say what they like, or be missing.
/// Refused: what is no SOAP request, an empty body, an operation that there is not here; an unknown header that must be
/// understood.
base::BasicResult<Request, RefusedRequest> read_request(base::ByteView bytes, std::string_view charset);

}
