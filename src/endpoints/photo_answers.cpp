#include "endpoints/photo_answers.hpp"

#include "service/get_user_photo.hpp"

#include <spdlog/spdlog.h>

namespace likeness::endpoints {

PhotoAnswers::PhotoAnswers(Parts parts, Options options)
    : parts_(parts)
    , options_(std::move(options))
{
}

PhotoAnswer PhotoAnswers::read(GetUserPhoto const& request, AnswerForm const& form)
{
    auto const generation = parts_.cache.generation();
    auto found = service::find_user_photo(request, parts_.photos, parts_.directory, options_.policy);
    if (!found) {
        spdlog::error("GetUserPhoto of {}: {}", request.email.folded(), for_operator(found.error()));
        return tl::unexpected(found.error());
    }
    bool const may_be_cached = found->may_be_cached;
    auto finished = std::make_shared<FinishedAnswer const>(finish(std::move(*found), form, options_.finish));
    if (may_be_cached)
        parts_.cache.insert({ request.email.folded(), request.size, form }, finished, generation);
    return finished;
}

// Made once a second and thread: it is in every answer.
std::string const& PhotoAnswers::expires_line() const
{
    thread_local base::Seconds made_for {};
    thread_local std::string line;
    auto const expires = parts_.clock.now() + options_.finish.max_age;
    if (made_for != expires || line.empty()) {
        line = "Expires: " + base::format_http_date(expires) + "\r\n";
        made_for = expires;
    }
    return line;
}

}
