#include "endpoints/finished_answer.hpp"

#include "base/base64.hpp"
#include "ews/get_user_photo.hpp"

#include <fmt/format.h>

namespace likeness::endpoints {

namespace {

void finish_rest(FinishedAnswer& answer, Photo&& photo, FinishOptions const& options)
{
    // RFC 9110, 15.4.5: a 304 repeats what would have updated the cached answer, and nothing else.
    answer.unchanged_headers = fmt::format(
        "ETag: \"{}\"\r\nCache-Control: private, max-age={}\r\n", answer.etag, options.max_age.count());
    // nosniff: pictures come from users.
    answer.photo_headers = fmt::format("Content-Type: {}\r\n{}Last-Modified: {}\r\n"
                                       "X-Content-Type-Options: nosniff\r\n",
        photo.content_type, answer.unchanged_headers, base::format_http_date(answer.changed_at));
    answer.body = std::move(photo.bytes);
}

void finish_soap(
    FinishedAnswer& answer, Photo const& photo, ews::Spellings const& spellings, FinishOptions const& options)
{
    answer.photo_headers = fmt::format(
        "Content-Type: text/xml; charset=utf-8\r\nETag: \"{}\"\r\nCache-Control: private\r\n", answer.etag);
    answer.unchanged_headers = answer.photo_headers;

    auto const frame = ews::frame_of_photo(photo.content_type, spellings, options.version);
    auto const picture = base::base64_encode(photo.bytes);
    answer.body.reserve(frame.before.size() + picture.size() + frame.after.size());
    for (std::string_view const part :
        { std::string_view(frame.before), std::string_view(picture), std::string_view(frame.after) })
        std::ranges::copy(base::as_bytes(part), std::back_inserter(answer.body));

    ews::ResponseWriter unchanged(spellings, options.version);
    ews::write_get_user_photo_response(unchanged, UserPhotoAnswer { .has_changed = false });
    answer.unchanged_body = unchanged.finish();
}

}

FinishedAnswer finish(FoundUserPhoto&& found, AnswerForm const& form, FinishOptions const& options)
{
    FinishedAnswer answer { .person = found.person, .visibility = found.visibility };
    if (!found.photo) return answer;

    answer.has_photo = true;
    answer.etag = std::move(found.photo->etag);
    answer.changed_at = found.photo->changed_at;
    if (form.soap)
        finish_soap(answer, *found.photo, form.spellings, options);
    else
        finish_rest(answer, std::move(*found.photo), options);
    return answer;
}

}
