// WriteBack: what an upload and a removal change in a directory elsewhere, and in our copy of it.
// Source: spec/photos.md 10, steps 6 and 7; spec/directory.md 8.
#pragma once

#include "core/photo.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/directory_mirror.hpp"
#include "core/ports/photo_renderer.hpp"
#include "core/ports/thumbnail_writer.hpp"
#include "service/entity_tag.hpp"
#include "service/photo_policy.hpp"

#include <concepts>
#include <optional>
#include <vector>

namespace likeness::service {

/// Given where directories elsewhere are configured, also when none of them may be written.
struct WriteBack {
    ThumbnailWriter& writer;
    DirectoryMirror& mirror;
};

struct ThumbnailRefresh {
    WriteBack write_back;
    PhotoRenderer& renderer;
    EntityTags const& tags;
    PhotoPolicy const& policy;
};

/// The rendition of at most `thumbnail_px`; the smallest where none is. Renditions come smallest first, at least one.
StoredRendition const& thumbnail_rendition(std::vector<StoredRendition> const& renditions, int thumbnail_px);

/// Writes the thumbnail that was made of a photo just stored: the rendition of the policy's size at the best quality
/// that the person's directory takes, or else the next smaller one; then our copy of it, so that it shows at once.
/// Nothing happens for people of our own directory, and where theirs is not to be written.
/// Errors: data_size_limit_exceeded when no rendition fits; those of the ports. What was stored is not touched.
Result<void> refresh_thumbnail(
    Person const& person, std::vector<StoredRendition> const& renditions, ThumbnailRefresh const& refresh);

/// Removes it, there and then here; otherwise the same.
Result<void> remove_thumbnail(Person const& person, WriteBack const& write_back);

/// Somebody of a directory that is asked live has nothing in our store that a photo could belong to: remembers them
/// there, hidden, for who they are is for their directory to say (directory/without_sources.hpp).
/// Errors: those of the mirror, and why it left them out.
Result<void> remember(Person person, DirectoryMirror& mirror);

/// What `change()`, a change of the person's photo in the store, answers; where it says that the store does not have
/// the person, they are remembered and it is tried once more.
template <std::invocable Change>
std::invoke_result_t<Change> change_remembering(
    Person const& person, std::optional<WriteBack> const& write_back, Change const& change)
{
    auto outcome = change();
    bool const is_unknown = !outcome && outcome.error().code == Code::non_existent_mailbox;
    if (!is_unknown || person.source.empty() || !write_back) return outcome;
    if (auto const remembered = remember(person, write_back->mirror); !remembered)
        return tl::unexpected(remembered.error());
    return change();
}

}
