#include "endpoints/photo_endpoint.hpp"

#include "endpoints/answers.hpp"
#include "endpoints/parsed_memo.hpp"
#include "rest/conditional.hpp"
#include "rest/photo_request.hpp"
#include "service/get_user_photo.hpp"

#include <spdlog/spdlog.h>

namespace likeness::endpoints {

namespace {

std::string_view query_of(std::string_view target)
{
    auto const mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

// "Expires: <date>\r\n", made once a second and thread: it is in every answer.
std::string const& expires_line(base::Seconds expires)
{
    thread_local base::Seconds made_for {};
    thread_local std::string line;
    if (made_for != expires || line.empty()) {
        line = "Expires: " + base::format_http_date(expires) + "\r\n";
        made_for = expires;
    }
    return line;
}

// No photo, nobody of that address and somebody hidden: the same bytes for all three.
http::Next answer_no_photo(Turn& turn)
{
    turn.response().status = 404;
    turn.response().add_header("Cache-Control", "private, max-age=300");
    return http::Next::respond;
}

}

PhotoEndpoint::PhotoEndpoint(Parts parts, Options options)
    : parts_(parts)
    , options_(options)
{
}

http::Next PhotoEndpoint::answer(Turn& turn, Caller const& caller)
{
    thread_local ParsedMemo<GetUserPhoto> memo;
    auto const query = query_of(turn.head().target);
    auto const* known = memo.find(query);
    std::optional<GetUserPhoto> parsed;
    if (!known) {
        auto request = rest::read_photo_query(query);
        if (!request) {
            answer_error(turn.response(), request.error());
            return http::Next::respond;
        }
        parsed = std::move(*request);
        known = memo.keep(query, *parsed);
        if (!known) known = &*parsed;
    }
    if (auto hit = parts_.cache.find({ known->email.folded(), known->size }))
        return answer_with(turn, std::move(hit), *caller);
    return turn.hand_over(parts_.store_lane,
        [this, request = *known, caller](Turn& later) { return answer_from_store(later, request, *caller); });
}

http::Next PhotoEndpoint::answer_from_store(Turn& turn, GetUserPhoto const& request, Principal const& caller)
{
    auto const generation = parts_.cache.generation();
    auto found = service::find_user_photo(request, parts_.photos, parts_.directory, options_.policy);
    if (!found) {
        spdlog::error("GetUserPhoto of {}: {}", request.email.folded(), for_operator(found.error()));
        answer_error(turn.response(), found.error());
        return http::Next::respond;
    }
    bool const may_be_cached = found->may_be_cached;
    auto finished = std::make_shared<FinishedAnswer const>(finish(std::move(*found), options_.max_age));
    if (may_be_cached) parts_.cache.insert({ request.email.folded(), request.size }, finished, generation);
    return answer_with(turn, std::move(finished), caller);
}

http::Next PhotoEndpoint::answer_with(
    Turn& turn, std::shared_ptr<FinishedAnswer const> finished, Principal const& caller)
{
    if (!finished->has_photo || !may_see(caller, finished->visibility)) return answer_no_photo(turn);

    auto& response = turn.response();
    response.headers.append(expires_line(parts_.clock.now() + options_.max_age));
    rest::Validators const validators { turn.head().find("If-None-Match"),
        turn.head().find("If-Modified-Since") };
    if (rest::is_unchanged(validators, finished->etag, finished->changed_at)) {
        response.status = 304;
        response.shared_headers = finished->unchanged_headers;
    } else {
        response.status = 200;
        response.shared_headers = finished->photo_headers;
        response.body = finished->body;
    }
    response.owner = std::move(finished);
    return http::Next::respond;
}

}
