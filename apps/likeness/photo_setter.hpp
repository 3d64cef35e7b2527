// PhotoSetter: a data directory and the renderer, joined so that a file becomes somebody's photo.
#pragma once

#include "apps/likeness/data_options.hpp"
#include "core/ports/photo_renderer.hpp"
#include "service/set_user_photo.hpp"

namespace likeness::app {

/// Any thread may call any member.
class PhotoSetter {
public:
    /// `renderers`: how many pictures are rendered at once. `data` must outlive it.
    PhotoSetter(OpenData& data, unsigned renderers);

    /// Errors: those of service::set_user_photo.
    Result<service::StoredUserPhoto> set(EmailAddress const& email, base::ByteView picture);

private:
    OpenData& data_;
    std::unique_ptr<PhotoRenderer> renderer_;
    service::EntityTags tags_;
    service::PhotoPolicy policy_;
    SystemClock clock_;
};

}
