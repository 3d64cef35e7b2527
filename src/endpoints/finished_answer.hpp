// FinishedAnswer: a photo answer as bytes that are ready to be sent, for everyone who may have it.
// Source: design in docs/ARCHITECTURE.md, "The life of a request"; spec/photos.md 4.
#pragma once

#include "base/bytes.hpp"
#include "base/http_date.hpp"
#include "core/operations/get_user_photo.hpp"
#include "ews/response.hpp"

#include <optional>
#include <string>

namespace likeness::endpoints {

/// The wire that an answer is for.
struct AnswerForm {
    bool soap = false;
    ews::Spellings spellings {}; ///< Of SOAP's.

    /// Another one for each form, below 16.
    int number() const
    {
        auto const bit = [](xml::Spelling spelling) { return static_cast<int>(spelling); };
        return soap << 3 | bit(spellings.soap) << 2 | bit(spellings.types) << 1 | bit(spellings.messages);
    }
    friend bool operator==(AnswerForm const&, AnswerForm const&) = default;
};

/// Immutable once made, shared between threads.
struct FinishedAnswer {
    std::optional<PersonId> person; ///< nullopt: nobody has this address.
    Visibility visibility = Visibility::visible;
    bool has_photo = false;
    std::string etag; ///< Without quotes; empty without a photo.
    base::Seconds changed_at {};
    std::string photo_headers; ///< The lines of an answer with the picture that do not depend on the time.
    std::string unchanged_headers; ///< Those of one that says that nothing has changed.
    base::Bytes body;
    std::string unchanged_body; ///< SOAP's; REST says it by the status.

    /// What it takes in memory, about.
    std::size_t cost() const
    {
        return sizeof *this + etag.capacity() + photo_headers.capacity() + unchanged_headers.capacity()
            + body.capacity() + unchanged_body.capacity();
    }
};

struct FinishOptions {
    std::chrono::seconds max_age { 3 * 24 * 3600 }; ///< For how long a client may keep a picture unasked.
    ews::ServerVersion version; ///< What SOAP answers call the server.
};

/// The header lines and the body for what GetUserPhoto found.
FinishedAnswer finish(FoundUserPhoto&& found, AnswerForm const& form, FinishOptions const& options);

}
