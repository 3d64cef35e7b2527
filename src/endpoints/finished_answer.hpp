// FinishedAnswer: a photo answer as bytes that are ready to be sent, for everyone who may have it.
// Source: design in docs/ARCHITECTURE.md, "The life of a request"; spec/photos.md 4.
#pragma once

#include "base/bytes.hpp"
#include "base/http_date.hpp"
#include "core/operations/get_user_photo.hpp"

#include <optional>
#include <string>

namespace likeness::endpoints {

/// Immutable once made, shared between threads.
struct FinishedAnswer {
    std::optional<PersonId> person; ///< nullopt: nobody has this address.
    Visibility visibility = Visibility::visible;
    bool has_photo = false;
    std::string etag; ///< Without quotes; empty without a photo.
    base::Seconds changed_at {};
    std::string photo_headers; ///< The lines of a 200 that do not depend on the time.
    std::string unchanged_headers; ///< Those of a 304.
    base::Bytes body;

    /// What it takes in memory, about.
    std::size_t cost() const
    {
        return sizeof *this + etag.capacity() + photo_headers.capacity() + unchanged_headers.capacity()
            + body.capacity();
    }
};

/// The header lines and the body for what GetUserPhoto found.
FinishedAnswer finish(FoundUserPhoto&& found, std::chrono::seconds max_age);

}
