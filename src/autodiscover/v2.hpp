// Autodiscover v2: a GET without credentials, answered in JSON.
// Source: spec/autodiscover.md 6.
#pragma once

#include "base/bytes.hpp"
#include "core/operations/find_endpoint.hpp"

#include <string>
#include <string_view>

namespace likeness::autodiscover {

/// The first part of the path; an address may follow it: ".../v1.0/sadie@contoso.com".
inline constexpr std::string_view v2_path = "/autodiscover/autodiscover.json";

/// Whether a request target (of which the query, if it has one, does not matter) is for v2: v2_path, in any case, or
/// that with "/v1.0/" and an address behind it.
bool is_v2_target(std::string_view target);

/// Why there is no answer.
enum class V2Refusal {
    mandatory_parameter_missing, ///< There is no query, or no address.
    missing_protocol,
    protocol_not_supported,
    user_not_found, ///< The domain is none of ours, or the address none at all.
    server_busy, ///< It cannot be told; try again later.
    internal_server_error,
};

/// What the failure of the operation is on this wire.
V2Refusal v2_refusal_of(Code code);

/// In: a request target for which is_v2_target holds, as it was sent. Keys and protocols in any case, the first of a
/// name wins, others are read over; an address in the path wins over one in the query.
base::BasicResult<FindEndpoint, V2Refusal> read_v2_request(std::string_view target);

/// The target that read_v2_request reads back as the same request.
std::string write_v2_request(FindEndpoint const& request);

// The bodies of the answers, for Content-Type application/json.
std::string write_v2_answer(FoundEndpoint const& found);
std::string write_v2_refusal(V2Refusal refusal);

/// What a foreign server says in place of an endpoint. Both are empty where it says nothing that is understood.
struct V2Failure {
    std::string code; ///< "UserNotFound"
    std::string message;

    friend bool operator==(V2Failure const&, V2Failure const&) = default;
};

/// In: the body of an answer. The URL is as it came, not checked.
base::BasicResult<FoundEndpoint, V2Failure> read_v2_answer(base::ByteView body);

}
