#include "endpoints/soap_photo.hpp"

#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"
#include "ews/user_photo_type.hpp"
#include "rest/conditional.hpp"

#include <spdlog/spdlog.h>

namespace likeness::endpoints {

namespace {

Error in_exchange_words(Error const& error)
{
    return { error.code, std::string(exchange_text(error.code)), {} };
}

// The Managed API takes no photo for an answer only by this status.
int status_of(Error const& error)
{
    return error.code == Code::item_not_found ? 404 : 200;
}

http::Next answer_instead(Turn& turn, EwsReply const& reply, Error const& error)
{
    return reply.answer(turn, status_of(error), [&](ews::ResponseWriter& writer) {
        ews::write_get_user_photo_response(writer, tl::unexpected(error));
    });
}

// No photo, nobody of that address and somebody hidden: the same bytes for all three.
http::Next answer_no_photo(Turn& turn, EwsReply const& reply)
{
    return answer_instead(turn, reply, { Code::item_not_found, std::string(ews::photo_not_found_text), {} });
}

http::Next answer_photo(Turn& turn, Principal const& caller, PhotoAnswer finished, EwsReply const& reply)
{
    if (!finished) return reply.fault(turn, ews::refuse(Code::internal_server_transient_error).value());
    auto& photo = *finished;
    if (!photo->has_photo || !may_see(caller, photo->visibility)) return answer_no_photo(turn, reply);

    auto& response = turn.response();
    response.status = 200; // Also where nothing has changed: the Managed API throws on a 304.
    response.headers.append(reply.parts.photos.expires_line());
    if (rest::is_unchanged({ turn.head().find("If-None-Match"), std::nullopt }, photo->etag, {})) {
        response.shared_headers = photo->unchanged_headers;
        response.body = base::as_bytes(photo->unchanged_body);
    } else {
        response.shared_headers = photo->photo_headers;
        response.body = photo->body;
    }
    response.owner = std::move(photo);
    return http::Next::respond;
}

Result<void> set_user_photo(ews::UploadedPhoto const& upload, Principal const& caller, EwsParts const& parts)
{
    auto const stored = service::set_user_photo(upload.request(), caller, parts.set_photo);
    if (!stored) {
        spdlog::info("SetUserPhoto of {}: {}", upload.email.folded(), for_operator(stored.error()));
        return tl::unexpected(in_exchange_words(stored.error()));
    }
    if (stored->thumbnail_trouble)
        spdlog::warn("SetUserPhoto of {}: stored, but not as the thumbnail in the directory: {}",
            upload.email.folded(), for_operator(*stored->thumbnail_trouble));
    // The poller of changes would tell in a moment; whoever asks at once is to see it too.
    parts.cache.apply({ .changes = { { ChangeKind::photo, stored->person } } });
    return {};
}

bool is_our_trouble(Code code)
{
    return code == Code::internal_server_error || code == Code::internal_server_transient_error
        || code == Code::ad_unavailable;
}

http::Next answer_stored(Turn& turn, EwsReply const& reply, Result<void> const& stored)
{
    if (!stored && stored.error().code == Code::server_busy) {
        reply.busy(turn);
        return http::Next::respond;
    }
    if (!stored && is_our_trouble(stored.error().code))
        return reply.fault(turn, ews::refuse(Code::internal_server_transient_error).value());
    return reply.answer(
        turn, 200, [&](ews::ResponseWriter& writer) { ews::write_set_user_photo_response(writer, stored); });
}

}

std::optional<KnownPhotoRequest> known_photo_request(ews::Request const& request)
{
    if (!request.operation->is(ews::messages, "GetUserPhoto") || request.impersonation
        || request.schema() < ews::Schema::exchange2013)
        return std::nullopt;
    auto const read = ews::read_get_user_photo(*request.operation);
    if (!read || !*read) return std::nullopt;
    return KnownPhotoRequest { **read, request.spellings };
}

http::Next answer_known_photo_request(
    Turn& turn, Caller const& caller, KnownPhotoRequest const& known, EwsParts const& parts)
{
    EwsReply const reply { parts, known.spellings };
    return parts.photos.with_answer(
        turn, caller, known.request, { .soap = true, .spellings = known.spellings },
        [reply](Turn& full) { reply.busy(full); },
        [reply](Turn& later, Caller const& asker, PhotoAnswer finished) {
            return answer_photo(later, *asker, std::move(finished), reply);
        });
}

http::Next answer_get_user_photo(EwsCall const& call)
{
    auto const request = ews::read_get_user_photo(*call.request.operation);
    if (!request) return call.reply.fault(call.turn, request.error());
    if (!*request) return answer_instead(call.turn, call.reply, request->error());
    return answer_known_photo_request(
        call.turn, call.caller, { **request, call.request.spellings }, call.reply.parts);
}

http::Next answer_set_user_photo(EwsCall const& call)
{
    auto upload = ews::read_set_user_photo(*call.request.operation);
    if (!upload) return call.reply.fault(call.turn, upload.error());
    if (!*upload) return answer_stored(call.turn, call.reply, tl::unexpected(upload->error()));
    return call.reply.on_lane(call.turn, call.reply.parts.render_lane,
        [upload = std::move(**upload), caller = call.caller, reply = call.reply](Turn& later) {
            return answer_stored(later, reply, set_user_photo(upload, *caller, reply.parts));
        });
}

}
