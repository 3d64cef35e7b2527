#include "service/explain_photo.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

ThumbnailSummary summary_of(Photo const& thumbnail)
{
    return { .content_type = thumbnail.content_type,
        .bytes = thumbnail.bytes.size(),
        .pixels = read_picture_size(thumbnail.bytes),
        .etag = thumbnail.etag,
        .changed_at = thumbnail.changed_at };
}

// Which of the stored sizes the store hands out is the store's own rule: asked, not repeated.
std::optional<PhotoSummary::Size> rendition_of(PhotoLookup const& stored, PhotoSummary const& mailbox)
{
    if (!stored.photo) return std::nullopt;
    auto const found = std::ranges::find(mailbox.sizes, stored.photo->etag, &PhotoSummary::Size::etag);
    return found == mailbox.sizes.end() ? std::nullopt : std::optional(*found);
}

std::string mailbox_photo_in_words(ShownPhoto const& shown)
{
    if (!shown.rendition) return "the mailbox photo";
    if (shown.rendition->code == shown.size) return "the mailbox photo in that size";
    return "the largest of the mailbox photo: there is none of that size";
}

}

Result<PhotoExplanation> explain_photo(
    Person const& person, PhotoStore& photos, Directory& directory, PhotoPolicy const& policy)
{
    PhotoExplanation explanation { .person = person };
    auto summary = photos.summary(person.id);
    if (!summary) return tl::unexpected(summary.error());
    explanation.mailbox = std::move(*summary);

    auto const thumbnail = directory.find_thumbnail(person.id);
    if (!thumbnail) explanation.thumbnail_trouble = thumbnail.error();
    if (thumbnail && *thumbnail) explanation.thumbnail = summary_of(**thumbnail);

    for (std::size_t at = 0; at < photo_sizes.size(); ++at) {
        auto const stored = photos.find(person.id, photo_sizes[at]);
        if (!stored) return tl::unexpected(stored.error());
        auto& shown = explanation.shown[at];
        shown.size = photo_sizes[at];
        shown.choice = choose_photo(shown.size, facts_of(*stored, thumbnail), policy);
        if (shown.choice.origin == PhotoOrigin::mailbox)
            shown.rendition = rendition_of(*stored, explanation.mailbox);
    }
    return explanation;
}

std::string in_words(ShownPhoto const& shown)
{
    switch (shown.choice.reason) {
    case PhotoReason::thumbnail_is_preferred: return "the directory's thumbnail: HR48x48 prefers it";
    case PhotoReason::thumbnail_is_newer: return "the directory's thumbnail: HR48x48 prefers the newest";
    case PhotoReason::only_thumbnail: return "the directory's thumbnail: there is no mailbox photo";
    case PhotoReason::mailbox_photo: return mailbox_photo_in_words(shown);
    case PhotoReason::mailbox_photo_is_newer:
        return mailbox_photo_in_words(shown) + "; it is newer than the directory's thumbnail";
    case PhotoReason::mailbox_photo_meanwhile:
        return mailbox_photo_in_words(shown)
            + "; HR48x48 prefers the directory's thumbnail, but the directory cannot be asked";
    case PhotoReason::removed: return "nothing: the photo was removed on purpose (tombstone)";
    case PhotoReason::no_picture: return "nothing: neither the mailbox nor the directory has a picture";
    case PhotoReason::directory_is_silent:
        return "an error: there is no mailbox photo, and the directory cannot be asked";
    }
    return {};
}

}
