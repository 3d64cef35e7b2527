#include "endpoints/ews_endpoint.hpp"

#include "core/limits.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/ews_operations.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/photo_request_pattern.hpp"

#include <charconv>

namespace likeness::endpoints {

namespace {

// What bytes mean depends on the charset that came with them: those of requests that name UTF-8, and of those that leave
// it to the document, are kept apart.
PhotoRequestPatterns& patterns_of_this_thread(std::string_view charset)
{
    thread_local std::array<PhotoRequestPatterns, 2> patterns;
    return patterns[charset.empty() ? 0 : 1];
}

bool is_utf8_or_unsaid(std::string_view charset)
{
    return charset.empty() || base::equals_ignoring_ascii_case(charset, "utf-8");
}

// A body of which there may be as many as there are connections; the server reads over as much anyway.
constexpr std::size_t short_body_bytes_max = 64u << 10;

// How long the body may be: what the head says, where it says so. What is longer than we take is refused by the server.
std::size_t body_bytes_max_of(http::RequestHead const& head)
{
    auto const text = head.find("Content-Length").value_or("");
    std::size_t bytes = limits::soap_request_bytes_max; // In chunks.
    std::from_chars(text.data(), text.data() + text.size(), bytes);
    return std::min(bytes, limits::soap_request_bytes_max);
}

// For oneself, under the address that one signs in with, anybody may act.
bool means_the_caller(ews::Impersonation const& impersonation, Principal const& caller)
{
    auto const whom = EmailAddress::parse(impersonation.whom);
    return whom && caller.address && *whom == *caller.address;
}

// Whom a request asks to run as. Of security identifiers nothing is known here.
Result<Principal> impersonated(
    ews::Impersonation const& impersonation, Principal const& caller, EwsParts const& parts)
{
    using By = ews::Impersonation::By;
    if (impersonation.by == By::sid) return fail(Code::impersonate_user_denied);
    auto const by = impersonation.by == By::primary_smtp_address ? service::WhomByAddress::primary
                                                                 : service::WhomByAddress::any;
    return service::impersonate(
        caller, impersonation.whom, by, parts.impersonation, parts.mailboxes.directory);
}

}

EwsEndpoint::EwsEndpoint(EwsParts parts)
    : parts_(std::move(parts))
    , bodies_(limits::soap_bodies_bytes_max)
{
}

http::Next EwsEndpoint::answer(Turn& turn, Caller const& caller)
{
    if (!may_be_xml(parse_media_type(turn.head().find("Content-Type").value_or("")))) {
        answer_text(turn.response(), 415, "SOAP 1.1 is spoken here: send text/xml.");
        return http::Next::respond;
    }
    auto const bytes = body_bytes_max_of(turn.head());
    if (bytes <= short_body_bytes_max) return wait_for_body(turn, caller, bytes);
    auto room = bodies_.take(bytes);
    if (!room) {
        EwsReply { parts_, {} }.busy(turn);
        return http::Next::respond;
    }
    // The caller, in whose company the room is given back when the exchange is over.
    auto const both = std::make_shared<std::pair<Caller, std::shared_ptr<void>>>(caller, std::move(room));
    return wait_for_body(turn, Caller(both, both->first.get()), bytes);
}

http::Next EwsEndpoint::answer_body(Turn& turn, Caller const& caller)
{
    auto const charset = parse_media_type(turn.head().find("Content-Type").value_or("")).charset;
    bool const may_be_known = is_utf8_or_unsaid(charset);
    if (may_be_known)
        if (auto const known = patterns_of_this_thread(charset).match(base::as_text(turn.body())))
            return answer_known_photo_request(turn, caller, *known, parts_);
    if (turn.body().size() > parse_here_bytes_max)
        return EwsReply { parts_, {} }.on_lane(turn, parts_.cpu_lane, [this, caller, charset](Turn& later) {
            auto request = ews::read_request(later.body(), charset);
            return request ? dispatch(later, caller, std::move(*request)) : refuse(later, request.error());
        });

    auto request = ews::read_request(turn.body(), charset);
    if (!request) return refuse(turn, request.error());
    if (may_be_known) patterns_of_this_thread(charset).learn(base::as_text(turn.body()), *request);
    return dispatch(turn, caller, std::move(*request));
}

http::Next EwsEndpoint::refuse(Turn& turn, ews::RefusedRequest const& refused) const
{
    return EwsReply { parts_, refused.spellings }.fault(turn, refused.fault);
}

http::Next EwsEndpoint::dispatch(Turn& turn, Caller const& caller, ews::Request&& request) const
{
    bool const acts_for_another = request.impersonation && !means_the_caller(*request.impersonation, *caller);
    if (!acts_for_another) return call(turn, caller, request);
    // Who may act for nobody costs no look into the directory.
    if (!parts_.impersonation.has_any(*caller))
        return EwsReply { parts_, request.spellings }.fault(
            turn, ews::refuse(Code::impersonate_user_denied).value());
    return dispatch_for_another(turn, caller, std::move(request));
}

http::Next EwsEndpoint::dispatch_for_another(Turn& turn, Caller const& caller, ews::Request&& request) const
{
    EwsReply const reply { parts_, request.spellings };
    auto const kept = std::make_shared<ews::Request>(std::move(request));
    return reply.on_lane(turn, parts_.store_lane, [this, caller, kept, reply](Turn& later) {
        auto target = impersonated(*kept->impersonation, *caller, parts_);
        if (!target) return reply.fault(later, ews::refuse(target.error().code).value());
        // In company of the caller, who may hold room for the body.
        auto const both = std::make_shared<std::pair<Principal, Caller>>(std::move(*target), caller);
        return call(later, Caller(both, &both->first), *kept);
    });
}

http::Next EwsEndpoint::call(Turn& turn, Caller const& caller, ews::Request const& request) const
{
    EwsReply const reply { parts_, request.spellings };
    auto const refuse_as = [&](Code code) { return reply.fault(turn, ews::refuse(code).value()); };
    auto const* const operation
        = request.operation->space == ews::messages ? find_ews_operation(request.operation->name) : nullptr;
    if (!operation) return refuse_as(Code::invalid_request);
    if (request.schema() < operation->since) return refuse_as(Code::incorrect_schema_version);
    return operation->answer({ turn, caller, request, reply });
}

}
