#include "endpoints/ews_endpoint.hpp"

#include "core/limits.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/ews_operations.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/parsed_memo.hpp"
#include "endpoints/soap_photo.hpp"

namespace likeness::endpoints {

namespace {

constexpr std::size_t memo_slots = 256;
constexpr std::size_t memo_request_bytes_max = 2048; // Clients write some 700 to 1,100.

// What some bytes mean depends on the charset that came with them.
struct Remembered {
    bool has_charset = false;
    KnownPhotoRequest known;
};
using Memo = ParsedMemo<Remembered, memo_slots, memo_request_bytes_max>;

Memo& memo_of_this_thread()
{
    thread_local Memo memo;
    return memo;
}

bool is_utf8_or_unsaid(std::string_view charset)
{
    return charset.empty() || base::equals_ignoring_ascii_case(charset, "utf-8");
}

// Nobody is entitled to act for another yet; for oneself anybody is.
bool may_act_for(Principal const& caller, ews::Impersonation const& impersonation)
{
    auto const whom = EmailAddress::parse(impersonation.whom);
    return whom && caller.address && *whom == *caller.address;
}

}

EwsEndpoint::EwsEndpoint(EwsParts parts)
    : parts_(std::move(parts))
{
}

http::Next EwsEndpoint::answer(Turn& turn, Caller const& caller)
{
    if (may_be_xml(parse_media_type(turn.head().find("Content-Type").value_or(""))))
        return wait_for_body(turn, caller, limits::soap_request_bytes_max);
    answer_text(turn.response(), 415, "SOAP 1.1 is spoken here: send text/xml.");
    return http::Next::respond;
}

http::Next EwsEndpoint::answer_body(Turn& turn, Caller const& caller)
{
    auto const charset = parse_media_type(turn.head().find("Content-Type").value_or("")).charset;
    Memo::Key const key(base::as_text(turn.body()));
    auto const* const remembered = memo_of_this_thread().find(key);
    if (remembered && is_utf8_or_unsaid(charset) && remembered->has_charset != charset.empty())
        return answer_known_photo_request(turn, caller, remembered->known, parts_);
    if (turn.body().size() > parse_here_bytes_max)
        return EwsReply { parts_, {} }.on_lane(turn, parts_.cpu_lane, [this, caller, charset](Turn& later) {
            auto const request = ews::read_request(later.body(), charset);
            return request ? dispatch(later, caller, *request) : refuse(later, request.error());
        });

    auto const request = ews::read_request(turn.body(), charset);
    if (!request) return refuse(turn, request.error());
    auto known = is_utf8_or_unsaid(charset) ? known_photo_request(*request) : std::nullopt;
    if (!known) return dispatch(turn, caller, *request);
    Remembered const fresh { !charset.empty(), std::move(*known) };
    memo_of_this_thread().keep(key, fresh);
    return answer_known_photo_request(turn, caller, fresh.known, parts_);
}

http::Next EwsEndpoint::refuse(Turn& turn, ews::RefusedRequest const& refused) const
{
    return EwsReply { parts_, refused.spellings }.fault(turn, refused.fault);
}

http::Next EwsEndpoint::dispatch(Turn& turn, Caller const& caller, ews::Request const& request) const
{
    EwsReply const reply { parts_, request.spellings };
    auto const refuse_as = [&](Code code) { return reply.fault(turn, ews::refuse(code).value()); };
    auto const* const operation
        = request.operation->space == ews::messages ? find_ews_operation(request.operation->name) : nullptr;
    if (!operation) return refuse_as(Code::invalid_request);
    if (request.schema() < operation->since) return refuse_as(Code::incorrect_schema_version);
    if (request.impersonation && !may_act_for(*caller, *request.impersonation))
        return refuse_as(Code::impersonate_user_denied);
    return operation->answer({ turn, caller, request, reply });
}

}
