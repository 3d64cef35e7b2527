// ThumbnailWriter: the thumbnail in a directory elsewhere, which an upload refreshes.
// Source: spec/photos.md 10, step 6; spec/directory.md 8.
#pragma once

#include "core/person.hpp"
#include "core/photo.hpp"

namespace likeness {

class ThumbnailWriter {
public:
    virtual ~ThumbnailWriter() = default;

    /// The longest thumbnail that the directory of this person takes; 0 where it is not to be written.
    virtual std::size_t bytes_max_for(Person const& person) const = 0;

    /// Replaces the person's thumbnail. Any thread may call it; blocks, for seconds when the directory is slow.
    /// Errors: ad_unavailable; access_denied where the account we bind with may not; data_size_limit_exceeded;
    /// non_existent_mailbox when the directory does not have the person any more.
    virtual Result<void> write(Person const& person, base::ByteView jpeg) = 0;

    /// Removes it; where there is none nothing happens. Errors: as for write.
    virtual Result<void> remove(Person const& person) = 0;
};

}
