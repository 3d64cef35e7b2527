#include "client/photos/either_photo_source.hpp"

namespace likeness::client {

bool may_be_asked_by_soap(Failure const& failure)
{
    switch (failure.http_status) {
    case 400:
    case 405:
    case 501: return true;
    // A sign-in that no status asks for is a page in a picture's place.
    case 0: return failure.kind == FailureKind::sign_in;
    default: return false;
    }
}

Outcome<PhotoAnswer> EitherPhotoSource::get_user_photo(
    GetUserPhoto const& request, std::string const& validator)
{
    if (is_soap_alone_) return soap_.get_user_photo(request, validator);
    auto answer = rest_.get_user_photo(request, validator);
    if (answer || !may_be_asked_by_soap(answer.error())) return answer;
    auto other = soap_.get_user_photo(request, validator);
    if (!other) return answer;
    is_soap_alone_ = true;
    return other;
}

}
