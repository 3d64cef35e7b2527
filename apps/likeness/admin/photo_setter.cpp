#include "apps/likeness/admin/photo_setter.hpp"

#include "renderer/render_pool.hpp"

namespace likeness::app {

PhotoSetter::PhotoSetter(OpenData& data, OpenPeople& people, unsigned renderers)
    : data_(data)
    , people_(people)
    , renderer_(renderer::make_render_pool({ .program = renderer::default_render_program(),
          .processes = renderers,
          .waiting_max = renderers }))
    , policy_(data.config.photo_policy())
{
}

Result<service::StoredUserPhoto> PhotoSetter::set(EmailAddress const& email, base::ByteView picture)
{
    return service::set_user_photo({ .email = email, .content = picture }, operator_principal(),
        { .directory = people_.directory(),
            .photos = data_.directory->photos(),
            .renderer = *renderer_,
            .tags = people_.tags(),
            .clock = people_.clock(),
            .policy = policy_,
            .write_back = people_.write_back() });
}

}
