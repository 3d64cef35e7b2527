#include "service/set_user_photo.hpp"

#include "core/limits.hpp"
#include "service/may_change.hpp"

namespace likeness::service {

namespace {

std::vector<StoredRendition> tagged(
    std::vector<Rendition>&& renditions, PersonId const& person, EntityTags const& tags, base::Seconds now)
{
    std::vector<StoredRendition> stored;
    stored.reserve(renditions.size());
    for (auto& rendition : renditions) {
        auto tag = tags.of(person, PhotoSource::mailbox, rendition.jpeg);
        stored.push_back({ .code = rendition.code,
            .edge_px = rendition.edge_px,
            .photo = { "image/jpeg", std::move(tag), now, std::move(rendition.jpeg) } });
    }
    return stored;
}

// What the local directory shows from now on. Of whom is mirrored the store keeps the thumbnail that is there.
Photo thumbnail_of(
    std::vector<StoredRendition> const& renditions, PersonId const& person, SetUserPhotoPorts const& ports)
{
    Photo thumbnail = thumbnail_rendition(renditions, ports.policy.thumbnail_px).photo;
    thumbnail.etag = ports.tags.of(person, PhotoSource::directory, thumbnail.bytes);
    return thumbnail;
}

// The photo is stored: what goes wrong with the thumbnail is told, and undoes nothing.
std::optional<Error> refresh_elsewhere(
    Person const& person, std::vector<StoredRendition> const& renditions, SetUserPhotoPorts const& ports)
{
    if (!ports.write_back) return std::nullopt;
    auto refreshed = refresh_thumbnail(
        person, renditions, { *ports.write_back, ports.renderer, ports.tags, ports.policy });
    if (refreshed) return std::nullopt;
    return std::move(refreshed.error());
}

}

Result<StoredUserPhoto> set_user_photo(
    SetUserPhoto const& request, Principal const& caller, SetUserPhotoPorts const& ports)
{
    auto const person = person_to_change(request.email, caller, ports.directory);
    if (!person) return tl::unexpected(person.error());
    if (request.content.empty()) return fail(Code::content_conversion_failed, "The picture is empty.");

    auto renditions = ports.renderer.render(request.content);
    if (!renditions) return tl::unexpected(renditions.error());

    auto const now = ports.clock.now();
    PhotoUpdate update { .renditions = tagged(std::move(*renditions), person->id, ports.tags, now),
        .thumbnail = std::nullopt,
        .changed_at = now };
    update.thumbnail = thumbnail_of(update.renditions, person->id, ports);

    auto const version = change_remembering(
        *person, ports.write_back, [&] { return ports.photos.replace(person->id, update); });
    if (!version) return tl::unexpected(version.error());
    auto summary = ports.photos.summary(person->id);
    if (!summary) return tl::unexpected(summary.error());
    return StoredUserPhoto { person->id, std::move(*summary),
        refresh_elsewhere(*person, update.renditions, ports) };
}

}
