#include "client/exchange/exchange_photos.hpp"

namespace likeness::client {

Result<PhotoLookup> ExchangePhotos::find(PersonId person, PhotoSize size)
{
    auto address = people_.find(person);
    if (!address)
        return fail(Code::internal_server_transient_error, "the photo store cannot tell",
            "nobody of this id was asked for lately");
    Outcome<PhotoAnswer> answer = [&] {
        std::lock_guard const lock(mutex_);
        return source_.get_user_photo({ *std::move(address), size }, {});
    }();
    if (!answer)
        return fail(Code::internal_server_transient_error, "the photo store cannot be asked",
            answer.error().detail.empty() ? answer.error().message
                                          : answer.error().message + ": " + answer.error().detail);
    auto* const photo = std::get_if<ReceivedPhoto>(&*answer);
    if (!photo) return PhotoLookup {};
    auto etag = tag_of_(person, photo->bytes);
    return PhotoLookup { .photo = Photo { .content_type = std::string(content_type_of(photo->type)),
                             .etag = std::move(etag),
                             .changed_at = {},
                             .bytes = std::move(photo->bytes) } };
}

}
