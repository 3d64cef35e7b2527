#include "autodiscover/v2.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"
#include "base/query.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace likeness::autodiscover {

namespace {

using base::equals_ignoring_ascii_case;
// The one that keeps the order: answers are to look as Exchange's do.
using Json = nlohmann::ordered_json;

constexpr std::string_view before_address = "/v1.0/";

constexpr std::array<std::pair<std::string_view, EndpointProtocol>, 2> protocols {
    { { "Ews", EndpointProtocol::ews }, { "AutodiscoverV1", EndpointProtocol::autodiscover_v1 } }
};

std::string_view name_of(EndpointProtocol protocol)
{
    for (auto const& [name, other] : protocols)
        if (other == protocol) return name;
    return {};
}

std::optional<EndpointProtocol> protocol_from(std::string_view text)
{
    for (auto const& [name, protocol] : protocols)
        if (equals_ignoring_ascii_case(name, text)) return protocol;
    return std::nullopt;
}

struct Target {
    std::string_view path;
    std::string_view query;
};

Target split(std::string_view target)
{
    auto const halves = base::split_once(target, '?');
    return halves ? Target { halves->before, halves->after } : Target { target, {} };
}

// What stands behind ".../v1.0/"; empty where nothing does.
std::string_view address_in(std::string_view path)
{
    path.remove_prefix(std::min(path.size(), v2_path.size()));
    if (!base::starts_with_ignoring_ascii_case(path, before_address)) return {};
    return path.substr(before_address.size());
}

struct Fields {
    std::optional<std::string> email;
    std::optional<std::string> protocol;
};

Fields fields_of(std::string_view query)
{
    Fields fields;
    while (auto const part = base::next_query_field(query)) {
        auto* const field = equals_ignoring_ascii_case(part->key, "Email") ? &fields.email
            : equals_ignoring_ascii_case(part->key, "Protocol")            ? &fields.protocol
                                                                           : nullptr;
        if (field && !*field) *field = base::percent_decode(part->value);
    }
    return fields;
}

struct Words {
    std::string_view code;
    std::string_view message;
};

Words words_of(V2Refusal refusal)
{
    switch (refusal) {
    case V2Refusal::mandatory_parameter_missing:
        return { "MandatoryParameterMissing",
            "A valid value must be provided for the mandatory parameter 'Email'." };
    case V2Refusal::missing_protocol:
        return { "MissingProtocol", "A valid value must be provided for the query parameter 'Protocol'." };
    case V2Refusal::protocol_not_supported:
        return { "ProtocolNotSupported",
            "The given protocol is not supported. Supported are 'Ews' and 'AutodiscoverV1'." };
    case V2Refusal::user_not_found: return { "UserNotFound", "The given user is not found." };
    case V2Refusal::server_busy:
        return { "ServerBusy", "The server cannot service this request right now. Try again later." };
    case V2Refusal::internal_server_error: break;
    }
    return { "InternalServerError", "An internal server error occurred." };
}

std::string text_in(Json const& object, char const* key)
{
    auto const found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A URL comes from configuration and may be anything: what is no UTF-8 is replaced, not thrown about.
std::string written(Json const& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}

bool is_v2_target(std::string_view target)
{
    auto const path = split(target).path;
    return equals_ignoring_ascii_case(path, v2_path)
        || (base::starts_with_ignoring_ascii_case(path, v2_path) && !address_in(path).empty());
}

V2Refusal v2_refusal_of(Code code)
{
    switch (code) {
    case Code::non_existent_mailbox:
    case Code::invalid_smtp_address: return V2Refusal::user_not_found;
    case Code::ad_unavailable:
    case Code::internal_server_transient_error:
    case Code::server_busy: return V2Refusal::server_busy;
    default: return V2Refusal::internal_server_error; // A bug: the operation has no other codes.
    }
}

base::BasicResult<FindEndpoint, V2Refusal> read_v2_request(std::string_view target)
{
    auto const [path, query] = split(target);
    auto const in_path = address_in(path);
    auto const fields = fields_of(query);
    auto const email = in_path.empty() ? fields.email.value_or("") : base::percent_decode(in_path);
    auto const protocol
        = base::trim(fields.protocol ? std::string_view(*fields.protocol) : std::string_view());

    if (email.empty() && protocol.empty()) return tl::unexpected(V2Refusal::mandatory_parameter_missing);
    if (protocol.empty()) return tl::unexpected(V2Refusal::missing_protocol);
    auto const known = protocol_from(protocol);
    if (!known) return tl::unexpected(V2Refusal::protocol_not_supported);
    if (base::trim(email).empty()) return tl::unexpected(V2Refusal::mandatory_parameter_missing);
    auto address = EmailAddress::parse(email);
    if (!address) return tl::unexpected(V2Refusal::user_not_found);
    return FindEndpoint { std::move(*address), *known };
}

std::string write_v2_request(FindEndpoint const& request)
{
    return std::string(v2_path) + "?Email=" + base::percent_encode(request.email.text(), "@")
        + "&Protocol=" + std::string(name_of(request.protocol));
}

std::string write_v2_answer(FoundEndpoint const& found)
{
    return written({ { "Protocol", name_of(found.protocol) }, { "Url", found.url } });
}

std::string write_v2_refusal(V2Refusal refusal)
{
    auto const [code, message] = words_of(refusal);
    return written({ { "ErrorCode", code }, { "ErrorMessage", message } });
}

base::BasicResult<FoundEndpoint, V2Failure> read_v2_answer(base::ByteView body)
{
    auto const json = Json::parse(base::as_text(body), nullptr, false);
    if (!json.is_object()) return tl::unexpected(V2Failure {});
    auto const protocol = protocol_from(text_in(json, "Protocol"));
    auto url = text_in(json, "Url");
    if (!protocol || url.empty())
        return tl::unexpected(V2Failure { text_in(json, "ErrorCode"), text_in(json, "ErrorMessage") });
    return FoundEndpoint { *protocol, std::move(url) };
}

}
