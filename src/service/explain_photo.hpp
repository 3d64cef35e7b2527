// Which picture of a person shows in each size, and why: for an operator who wonders.
// Source: spec/photos.md 3.2.
#pragma once

#include "core/picture_size.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "service/photo_choice.hpp"

#include <array>
#include <optional>
#include <string>

namespace likeness::service {

/// What the directory has, without its bytes.
struct ThumbnailSummary {
    std::string content_type;
    std::size_t bytes = 0;
    std::optional<PictureSize> pixels; ///< nullopt where its header does not say.
    std::string etag;
    base::Seconds changed_at {};

    friend bool operator==(ThumbnailSummary const&, ThumbnailSummary const&) = default;
};

/// What whoever asks for one size gets.
struct ShownPhoto {
    PhotoSize size = PhotoSize::hr48x48;
    PhotoChoice choice;
    std::optional<PhotoSummary::Size> rendition; ///< Of the mailbox photo, where that is what shows.

    friend bool operator==(ShownPhoto const&, ShownPhoto const&) = default;
};

struct PhotoExplanation {
    Person person; ///< Who is hidden shows what is said here to admins alone, and to all others nothing.
    PhotoSummary mailbox; ///< `removed` is the tombstone.
    std::optional<ThumbnailSummary> thumbnail;
    std::optional<Error> thumbnail_trouble; ///< Why the directory could not be asked for it.
    std::array<ShownPhoto, photo_sizes.size()> shown; ///< For each code, smallest first.
};

/// Reads everything once, and answers with the choices that find_user_photo makes of it. No caller is judged: for
/// operators. Errors: the store's.
Result<PhotoExplanation> explain_photo(
    Person const& person, PhotoStore& photos, Directory& directory, PhotoPolicy const& policy);

/// What shows and why, as the rest of a line: "the directory's thumbnail: HR48x48 prefers it".
std::string in_words(ShownPhoto const& shown);

}
