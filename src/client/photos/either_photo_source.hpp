// EitherPhotoSource: one server asked by REST, and by SOAP where its REST address is none.
// Source: spec/photos.md 9.1.
#pragma once

#include "client/photos/photo_source.hpp"

namespace likeness::client {

/// One call at a time, from any thread. Both sources must outlive it, and ask the same server as the same user.
class EitherPhotoSource final : public PhotoSource {
public:
    EitherPhotoSource(PhotoSource& rest, PhotoSource& soap)
        : rest_(rest)
        , soap_(soap)
    {
    }

    /// Once SOAP has answered what REST could not, it alone is asked. A validator is the one of either: servers make the
    /// same for both, and where one does not, the picture is only sent once more.
    /// Errors: those of the one that was asked last; where both fail, those of REST.
    Outcome<PhotoAnswer> get_user_photo(GetUserPhoto const& request, std::string const& validator) override;

    Url const& endpoint() const override { return rest_.endpoint(); }
    std::string user() const override { return rest_.user(); }

private:
    PhotoSource& rest_;
    PhotoSource& soap_;
    bool is_soap_alone_ = false;
};

/// Whether the failure says that the photo's REST address is no such thing there, so that SOAP may still work: 400, 405,
/// 501, or a page for people.
bool may_be_asked_by_soap(Failure const& failure);

}
