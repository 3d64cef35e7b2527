#include "endpoints/autodiscover_endpoints.hpp"

#include "autodiscover/get_domain_settings.hpp"
#include "autodiscover/get_user_settings.hpp"
#include "autodiscover/pox.hpp"
#include "autodiscover/v2.hpp"
#include "core/limits.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/parsed_memo.hpp"
#include "endpoints/soap_answer.hpp"
#include "service/find_account.hpp"
#include "service/find_endpoint.hpp"
#include "service/get_domain_settings.hpp"
#include "service/get_user_settings.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace likeness::endpoints {

namespace {

using autodiscover::V2Refusal;

// What the same bytes mean depends on the charset that came with them.
struct KnownRequest {
    std::string charset;
    std::shared_ptr<autodiscover::Request const> request;
};
constexpr std::size_t memo_slots = 128;
constexpr std::size_t memo_request_bytes_max = 2048;
using Memo = ParsedMemo<KnownRequest, memo_slots, memo_request_bytes_max>;

MediaType type_of(Turn const& turn)
{
    return parse_media_type(turn.head().find("Content-Type").value_or(""));
}

http::Next refuse_type(Turn& turn)
{
    answer_text(turn.response(), 415, "Autodiscover is asked in XML: send text/xml.");
    return http::Next::respond;
}

// Anybody who has signed in may ask about anybody, as at Exchange; that they did is on record.
void note_asking(Principal const& caller, std::string_view about)
{
    auto const asker = caller.address ? caller.address->folded() : "somebody";
    auto const address = EmailAddress::parse(about);
    if (!address || !caller.address || *address != *caller.address)
        spdlog::info("Autodiscover: {} asks about {}", asker, address ? address->folded() : "no address");
}

// Carries out whichever operation a request holds, and writes its answer.
class SettingsOperation {
public:
    SettingsOperation(
        AutodiscoverParts const& parts, Principal const& caller, autodiscover::Spellings const& spellings)
        : parts_(parts)
        , caller_(caller)
        , spellings_(spellings)
    {
    }

    std::string operator()(GetUserSettings const& request) const
    {
        auto const answer
            = service::get_user_settings(request, caller_, parts_.directory, parts_.publication);
        for (std::size_t i = 0; i < answer.found.size(); ++i) // None where the request is over a limit.
            note_asking(caller_, request.mailboxes[i]);
        return autodiscover::write_get_user_settings_response(answer, spellings_, parts_.publication.build);
    }
    std::string operator()(GetDomainSettings const& request) const
    {
        return autodiscover::write_get_domain_settings_response(
            service::get_domain_settings(request, parts_.directory, parts_.publication), spellings_,
            parts_.publication.build);
    }

private:
    AutodiscoverParts const& parts_;
    Principal const& caller_;
    autodiscover::Spellings spellings_;
};

int status_of(V2Refusal refusal)
{
    switch (refusal) {
    case V2Refusal::mandatory_parameter_missing:
    case V2Refusal::missing_protocol:
    case V2Refusal::protocol_not_supported: return 400;
    case V2Refusal::user_not_found: return 404;
    case V2Refusal::server_busy: return 503;
    case V2Refusal::internal_server_error: return 500;
    }
    return 500;
}

http::Next answer_json(Turn& turn, int status, std::string&& json)
{
    turn.response().status = status;
    turn.response().add_header("Content-Type", "application/json; charset=utf-8");
    turn.response().add_header("Cache-Control", "private");
    if (status == 503) turn.response().add_header("Retry-After", "1");
    turn.response().text = std::move(json);
    return http::Next::respond;
}

http::Next refuse_v2(Turn& turn, V2Refusal refusal)
{
    return answer_json(turn, status_of(refusal), autodiscover::write_v2_refusal(refusal));
}

// Of the answer's request-id, the digits before its first hyphen: whoever complains can be found in a log by it.
std::string_view id_of(http::Response const& response)
{
    constexpr std::string_view name = "request-id: ";
    auto const at = response.headers.find(name);
    if (at == std::string::npos) return "0";
    return std::string_view(response.headers).substr(at + name.size(), 8);
}

}

AutodiscoverSoapEndpoint::AutodiscoverSoapEndpoint(AutodiscoverParts parts)
    : parts_(parts)
{
}

http::Next AutodiscoverSoapEndpoint::answer(Turn& turn, Caller const& caller)
{
    if (!may_be_xml(type_of(turn))) return refuse_type(turn);
    return wait_for_body(turn, caller, limits::autodiscover_request_bytes_max);
}

http::Next AutodiscoverSoapEndpoint::answer_body(Turn& turn, Caller const& caller)
{
    auto const charset = type_of(turn).charset;
    if (turn.body().size() > parse_here_bytes_max)
        return turn.hand_over(parts_.store_lane, [this, caller, charset](Turn& later) {
            auto const request = autodiscover::read_request(later.body(), charset);
            return request ? carry_out(later, *caller, *request) : refuse(later, request.error());
        });

    // A program asks for the same settings of the same mailbox again and again, in the same bytes.
    thread_local Memo memo;
    Memo::Key const key(base::as_text(turn.body()));
    auto const* const known = memo.find(key);
    auto shared = known && known->charset == charset ? known->request : nullptr;
    if (!shared) {
        auto request = autodiscover::read_request(turn.body(), charset);
        if (!request) return refuse(turn, request.error());
        shared = std::make_shared<autodiscover::Request const>(std::move(*request));
        memo.keep(key, { std::string(charset), shared });
    }
    return turn.hand_over(parts_.store_lane,
        [this, caller, shared](Turn& later) { return carry_out(later, *caller, *shared); });
}

http::Next AutodiscoverSoapEndpoint::refuse(Turn& turn, autodiscover::RefusedRequest const& refused) const
{
    auto const& [fault, spellings] = refused;
    return answer_soap(turn, 500, autodiscover::write_fault(fault, spellings, parts_.publication.build));
}

http::Next AutodiscoverSoapEndpoint::carry_out(
    Turn& turn, Principal const& caller, autodiscover::Request const& request) const
{
    SettingsOperation const operation(parts_, caller, request.spellings);
    return answer_soap(turn, 200, std::visit(operation, request.operation));
}

AutodiscoverPoxEndpoint::AutodiscoverPoxEndpoint(AutodiscoverParts parts)
    : parts_(parts)
{
}

http::Next AutodiscoverPoxEndpoint::answer(Turn& turn, Caller const& caller)
{
    if (turn.head().method == "POST") {
        if (!may_be_xml(type_of(turn))) return refuse_type(turn);
        return wait_for_body(turn, caller, limits::autodiscover_request_bytes_max);
    }
    return answer_soap(turn, 200, answer_to(turn, *caller));
}

http::Next AutodiscoverPoxEndpoint::answer_body(Turn& turn, Caller const& caller)
{
    return turn.hand_over(parts_.store_lane,
        [this, caller](Turn& later) { return answer_soap(later, 200, answer_to(later, *caller)); });
}

std::string AutodiscoverPoxEndpoint::answer_to(Turn const& turn, Principal const& caller) const
{
    auto const refusal
        = [&](autodiscover::PoxError const& error, autodiscover::PoxSpellings const& spellings) {
              return autodiscover::write_pox_error(
                  error, fmt::format("{:%T}", parts_.clock.now()), id_of(turn.response()), spellings);
          };
    auto const request = autodiscover::read_pox_request(turn.body(), type_of(turn).charset);
    if (!request) return refusal(request.error().error, request.error().spellings);

    auto const account
        = service::find_account(request->account, caller, parts_.directory, parts_.publication);
    // Who was found, since a LegacyDN decides where it is given with an address.
    note_asking(caller, account ? account->address : request->account.address);
    if (!account) return refusal(autodiscover::pox_error_of(account.error().code), request->spellings);
    return autodiscover::write_pox_settings(*account, request->spellings);
}

AutodiscoverV2Endpoint::AutodiscoverV2Endpoint(AutodiscoverParts parts)
    : parts_(parts)
{
}

http::Next AutodiscoverV2Endpoint::answer(Turn& turn, Caller const&)
{
    if (!autodiscover::is_v2_target(turn.head().target)) {
        answer_text(turn.response(), 404, "There is nothing at this address.");
        return http::Next::respond;
    }
    auto request = autodiscover::read_v2_request(turn.head().target);
    if (!request) return refuse_v2(turn, request.error());
    return turn.hand_over(parts_.anonymous_lane, [this, request = std::move(*request)](Turn& later) {
        auto const found = service::find_endpoint(request, parts_.directory, parts_.publication);
        if (!found) return refuse_v2(later, autodiscover::v2_refusal_of(found.error().code));
        return answer_json(later, 200, autodiscover::write_v2_answer(*found));
    });
}

}
