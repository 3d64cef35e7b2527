// PhotoStore: where mailbox photos are kept. Every store passes tests/storage/photo_store_contract.cpp.
// Source: spec/photos.md 3, 10.
#pragma once

#include "core/person.hpp"
#include "core/photo.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace likeness {

/// A mailbox photo as of one instant.
struct PhotoLookup {
    std::optional<Photo> photo; ///< Exactly the size asked for; where that is missing, the largest.
    bool removed = false; ///< The tombstone: removed on purpose, so no directory picture stands in.

    friend bool operator==(PhotoLookup const&, PhotoLookup const&) = default;
};

/// What is known of a person's mailbox photo, without its bytes.
struct PhotoSummary {
    struct Size {
        PhotoSize code = PhotoSize::hr48x48;
        int edge_px = 0;
        std::size_t bytes = 0;
        std::string etag;

        friend bool operator==(Size const&, Size const&) = default;
    };
    std::int64_t version = 0; ///< Grows with every change of this person's photo; 0: there never was one.
    bool removed = false;
    base::Seconds changed_at {};
    std::vector<Size> sizes; ///< Smallest first; empty when there is no photo.

    friend bool operator==(PhotoSummary const&, PhotoSummary const&) = default;
};

/// What is written for one upload.
struct PhotoUpdate {
    std::vector<StoredRendition> renditions; ///< At least one, no code twice.
    std::optional<Photo>
        thumbnail; ///< The local directory's new thumbnail; nullopt leaves it alone, and so does a person who is mirrored.
    base::Seconds changed_at {};
};

/// Any thread may call any member; calls may block on the disk.
/// Errors of every member: internal_server_transient_error when the store cannot be read or written;
/// of the writing ones also server_busy when another writer holds the store for longer than 5 s.
class PhotoReader {
public:
    virtual ~PhotoReader() = default;

    /// The rendition of `size`, or the largest: one instant's, never a mixture of two uploads.
    /// Somebody without a photo is an empty lookup, not an error.
    virtual Result<PhotoLookup> find(PersonId person, PhotoSize size) = 0;
};

class PhotoStore : public PhotoReader {
public:
    virtual Result<PhotoSummary> summary(PersonId person) = 0;

    /// Replaces all renditions, raises the version, clears the tombstone, refreshes the local thumbnail
    /// and records the change: all or nothing, and durable when it returns. Returns the new version.
    /// Errors: non_existent_mailbox when the person is gone; invalid_request when there are no renditions, or
    /// two of one code.
    virtual Result<std::int64_t> replace(PersonId person, PhotoUpdate const& update) = 0;

    /// Drops all renditions, sets the tombstone, drops the local thumbnail (of whom is mirrored it stays). Removing what is not there
    /// sets the tombstone all the same. Errors: non_existent_mailbox when the person is gone.
    virtual Result<void> remove(PersonId person, base::Seconds now) = 0;

    /// Drops all renditions and the tombstone: the directory's picture shows again. Where there was neither,
    /// the version stays 0.
    /// Errors: non_existent_mailbox when the person is gone.
    virtual Result<void> use_directory(PersonId person, base::Seconds now) = 0;
};

}
