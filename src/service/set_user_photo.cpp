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

// The rendition of `thumbnail_px`, or the largest below it where the upload was smaller. Renditions come
// smallest first.
Photo thumbnail_of(std::vector<StoredRendition> const& renditions, int thumbnail_px, PersonId const& person,
    EntityTags const& tags)
{
    auto const* best = &renditions.front();
    for (auto const& rendition : renditions)
        if (rendition.edge_px <= thumbnail_px) best = &rendition;
    Photo thumbnail = best->photo;
    thumbnail.etag = tags.of(person, PhotoSource::directory, thumbnail.bytes);
    return thumbnail;
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
    update.thumbnail = thumbnail_of(update.renditions, ports.policy.thumbnail_px, person->id, ports.tags);

    auto const version = ports.photos.replace(person->id, update);
    if (!version) return tl::unexpected(version.error());
    auto summary = ports.photos.summary(person->id);
    if (!summary) return tl::unexpected(summary.error());
    return StoredUserPhoto { person->id, std::move(*summary) };
}

}
