#include "endpoints/photo_endpoint.hpp"

#include "endpoints/answers.hpp"
#include "endpoints/parsed_memo.hpp"
#include "rest/conditional.hpp"
#include "rest/photo_request.hpp"

namespace likeness::endpoints {

namespace {

std::string_view query_of(std::string_view target)
{
    auto const mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

// No photo, nobody of that address and somebody hidden: the same bytes for all three.
http::Next answer_no_photo(Turn& turn)
{
    turn.response().status = 404;
    turn.response().add_header("Cache-Control", "private, max-age=300");
    return http::Next::respond;
}

}

PhotoEndpoint::PhotoEndpoint(PhotoAnswers& answers)
    : answers_(answers)
{
}

http::Next PhotoEndpoint::answer(Turn& turn, Caller const& caller)
{
    using Memo = ParsedMemo<GetUserPhoto>;
    thread_local Memo memo;
    Memo::Key const query(query_of(turn.head().target));
    auto const* known = memo.find(query);
    std::optional<GetUserPhoto> parsed;
    if (!known) {
        auto request = rest::read_photo_query(query.text);
        if (!request) {
            answer_error(turn.response(), request.error());
            return http::Next::respond;
        }
        known = &parsed.emplace(std::move(*request));
        memo.keep(query, *known);
    }
    auto const busy = [](Turn& full) { answer_busy(full.response()); };
    return answers_.with_answer(
        turn, caller, *known, {}, busy, [this](Turn& later, Caller const& asker, PhotoAnswer finished) {
            return answer_with(later, std::move(finished), *asker);
        });
}

http::Next PhotoEndpoint::answer_with(Turn& turn, PhotoAnswer finished, Principal const& caller) const
{
    if (!finished) {
        answer_error(turn.response(), finished.error());
        return http::Next::respond;
    }
    auto& photo = *finished;
    if (!photo->has_photo || !may_see(caller, photo->visibility)) return answer_no_photo(turn);

    auto& response = turn.response();
    response.headers.append(answers_.expires_line());
    rest::Validators const validators { turn.head().find("If-None-Match"),
        turn.head().find("If-Modified-Since") };
    if (rest::is_unchanged(validators, photo->etag, photo->changed_at)) {
        response.status = 304;
        response.shared_headers = photo->unchanged_headers;
    } else {
        response.status = 200;
        response.shared_headers = photo->photo_headers;
        response.body = photo->body;
    }
    response.owner = std::move(photo);
    return http::Next::respond;
}

}
