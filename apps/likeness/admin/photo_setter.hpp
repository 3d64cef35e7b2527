// PhotoSetter: a data directory and the renderer, joined so that a file becomes somebody's photo.
#pragma once

#include "apps/likeness/admin/open_people.hpp"
#include "core/ports/photo_renderer.hpp"
#include "service/set_user_photo.hpp"

namespace likeness::app {

/// Any thread may call any member.
class PhotoSetter {
public:
    /// `renderers`: how many pictures are rendered at once. `data` and `people` must outlive it.
    PhotoSetter(OpenData& data, OpenPeople& people, unsigned renderers);

    /// Errors: those of service::set_user_photo.
    Result<service::StoredUserPhoto> set(EmailAddress const& email, base::ByteView picture);

private:
    OpenData& data_;
    OpenPeople& people_;
    std::unique_ptr<PhotoRenderer> renderer_;
    service::PhotoPolicy policy_;
};

}
