#include "client/soap/soap_answer.hpp"

#include "client/http/content_type.hpp"
#include "client/soap/soap_refusal.hpp"
#include "core/limits.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"

namespace likeness::client {

namespace {

tl::unexpected<Failure> fail_with_refusal(
    Refusal const& refusal, HttpAnswer const& answer, Asked const& asked)
{
    return tl::unexpected(failure_from(refusal, answer, asked, words_about_photos));
}

// 404 says so, and 500 is what Microsoft documents for an unknown user (spec/photos.md 8, row 1).
bool may_mean_no_photo(HttpAnswer const& answer)
{
    return answer.status == 404 || answer.status == 500;
}

Outcome<PhotoAnswer> judge_no_photo(Refusal const& refusal, HttpAnswer const& answer, Asked const& asked)
{
    bool const gives_no_reason = refusal.code.empty() && may_mean_no_photo(answer);
    if (gives_no_reason || kind_of(refusal) == FailureKind::not_found) return NoPhoto {};
    return fail_with_refusal(refusal, answer, asked);
}

Outcome<PhotoAnswer> judge_unreadable(ews::Fault const& fault, HttpAnswer const& answer, Asked const& asked)
{
    if (may_mean_no_photo(answer)) return NoPhoto {};
    return fail_with_unreadable(fault, answer, asked);
}

Outcome<PhotoAnswer> judge_success(UserPhotoAnswer photo, HttpAnswer const& answer, Asked const& asked)
{
    if (answer.status == 404) return NoPhoto {};
    if (answer.status != 200) return fail_with_status(answer, asked);
    if (!photo.has_changed) return take_unchanged(asked);
    if (photo.picture.size() > likeness::limits::upload_bytes_max)
        return fail(FailureKind::protocol, asked.host + " sends a larger picture than is read");
    return take_picture(std::move(photo.picture), photo.content_type, answer.etag, asked);
}

// What the reader of a picture found wrong itself, and no server: HasChanged, and no picture (spec/photos.md 9.6).
bool is_missing_picture(Error const& error)
{
    return error.code == Code::item_not_found && error.detail.empty();
}

}

Outcome<PhotoAnswer> judge_photo_answer(HttpAnswer const& answer, Asked const& asked)
{
    if (refuses_sign_in(answer)) return fail_with_status(answer, asked);
    auto const response = ews::read_response(answer.body, charset_of(answer.content_type));
    if (!response)
        return response.error().is_unreadable ? judge_unreadable(response.error(), answer, asked)
                                              : judge_no_photo(refusal_from(response.error()), answer, asked);
    auto said = ews::read_get_user_photo_response(*response->content);
    if (!said) return judge_unreadable(said.error(), answer, asked);
    if (*said) return judge_success(std::move(**said), answer, asked);
    if (is_missing_picture(said->error())) return NoPhoto {};
    return judge_no_photo(refusal_from(said->error(), *response->content), answer, asked);
}

Outcome<void> judge_stored_answer(HttpAnswer const& answer, Asked const& asked)
{
    if (refuses_sign_in(answer)) return fail_with_status(answer, asked);
    auto const response = ews::read_response(answer.body, charset_of(answer.content_type));
    if (!response)
        return response.error().is_unreadable
            ? fail_with_unreadable(response.error(), answer, asked)
            : fail_with_refusal(refusal_from(response.error()), answer, asked);
    auto const said = ews::read_set_user_photo_response(*response->content);
    if (!said) return fail_with_unreadable(said.error(), answer, asked);
    if (!*said) return fail_with_refusal(refusal_from(said->error(), *response->content), answer, asked);
    if (answer.status != 200) return fail_with_status(answer, asked);
    return {};
}

}
