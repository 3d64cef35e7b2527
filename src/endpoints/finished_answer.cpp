#include "endpoints/finished_answer.hpp"

#include <fmt/format.h>

namespace likeness::endpoints {

FinishedAnswer finish(FoundUserPhoto&& found, std::chrono::seconds max_age)
{
    FinishedAnswer answer { .person = found.person, .visibility = found.visibility };
    if (!found.photo) return answer;

    answer.has_photo = true;
    answer.etag = std::move(found.photo->etag);
    answer.changed_at = found.photo->changed_at;
    answer.body = std::move(found.photo->bytes);
    // RFC 9110, 15.4.5: a 304 repeats what would have updated the cached answer, and nothing else.
    answer.unchanged_headers
        = fmt::format("ETag: \"{}\"\r\nCache-Control: private, max-age={}\r\n", answer.etag, max_age.count());
    // nosniff: pictures come from users.
    answer.photo_headers = fmt::format("Content-Type: {}\r\n{}Last-Modified: {}\r\n"
                                       "X-Content-Type-Options: nosniff\r\n",
        found.photo->content_type, answer.unchanged_headers, base::format_http_date(answer.changed_at));
    return answer;
}

}
