#include "apps/likeness/photo_setter.hpp"

#include "renderer/render_pool.hpp"

namespace likeness::app {

PhotoSetter::PhotoSetter(OpenData& data, unsigned renderers)
    : data_(data)
    , renderer_(renderer::make_render_pool({ .program = renderer::default_render_program(),
          .processes = renderers,
          .waiting_max = renderers }))
    , tags_(data.directory->key())
    , policy_(data.config.photo_policy())
{
}

Result<service::StoredUserPhoto> PhotoSetter::set(EmailAddress const& email, base::ByteView picture)
{
    return service::set_user_photo({ .email = email, .content = picture }, operator_principal(),
        { .directory = data_.directory->people(),
            .photos = data_.directory->photos(),
            .renderer = *renderer_,
            .tags = tags_,
            .clock = clock_,
            .policy = policy_ });
}

}
