#include "service/write_back.hpp"

#include <algorithm>
#include <ranges>

namespace likeness::service {

namespace {

bool is_written(Person const& person, WriteBack const& write_back)
{
    return !person.source.empty() && write_back.writer.bytes_max_for(person) > 0;
}

bool does_not_fit(Error const& error)
{
    return error.code == Code::content_conversion_failed;
}

// The largest of the renditions up to `best`, in the best quality, that has at most `bytes_max` bytes.
Result<base::Bytes> fitting(std::vector<StoredRendition> const& renditions, StoredRendition const& best,
    std::size_t bytes_max, PhotoRenderer& renderer)
{
    for (auto const& rendition : renditions | std::views::reverse) {
        if (rendition.edge_px > best.edge_px) continue;
        auto const& jpeg = rendition.photo.bytes;
        if (jpeg.size() <= bytes_max) return jpeg;
        auto fitted = renderer.fit(jpeg, bytes_max);
        if (fitted || !does_not_fit(fitted.error())) return fitted;
    }
    return fail(Code::data_size_limit_exceeded,
        "The photo does not fit into the " + std::to_string(bytes_max)
            + " bytes that the directory takes for a thumbnail.");
}

}

StoredRendition const& thumbnail_rendition(std::vector<StoredRendition> const& renditions, int thumbnail_px)
{
    auto const* best = &renditions.front();
    for (auto const& rendition : renditions)
        if (rendition.edge_px <= thumbnail_px) best = &rendition;
    return *best;
}

Result<void> refresh_thumbnail(
    Person const& person, std::vector<StoredRendition> const& renditions, ThumbnailRefresh const& refresh)
{
    auto const& [write_back, renderer, tags, policy] = refresh;
    if (!is_written(person, write_back)) return {};
    auto const& best = thumbnail_rendition(renditions, policy.thumbnail_px);
    auto jpeg = fitting(renditions, best, write_back.writer.bytes_max_for(person), renderer);
    if (!jpeg) return tl::unexpected(jpeg.error());
    if (auto const written = write_back.writer.write(person, *jpeg); !written) return written;
    auto tag = tags.of(person.id, PhotoSource::directory, *jpeg);
    return write_back.mirror.put_thumbnail(
        person.id, Photo { "image/jpeg", std::move(tag), best.photo.changed_at, std::move(*jpeg) });
}

Result<void> remove_thumbnail(Person const& person, WriteBack const& write_back)
{
    if (!is_written(person, write_back)) return {};
    if (auto const removed = write_back.writer.remove(person); !removed) return removed;
    return write_back.mirror.put_thumbnail(person.id, std::nullopt);
}

Result<void> remember(Person person, DirectoryMirror& mirror)
{
    person.visibility = Visibility::hidden;
    MirrorBatch const batch { .present
        = { MirrorEntry {
            .entry = { .person = person, .thumbnail = std::nullopt, .links = std::nullopt } } } };
    auto const rejected = mirror.apply(person.source, batch);
    if (!rejected) return tl::unexpected(rejected.error());
    if (!rejected->empty()) return tl::unexpected(rejected->front().error);
    return {};
}

}
