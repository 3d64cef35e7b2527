// PhotoClient: asks one server for photos by its REST address.
// Source: spec/photos.md 4 and 9; spec/auth.md 3 and 9.
#pragma once

#include "client/photo_answer.hpp"
#include "core/operations/get_user_photo.hpp"

namespace likeness::client {

struct PhotoClientOptions {
    Url endpoint; ///< The photo resource, as photo_endpoint makes it.
    /// nullopt: anonymous. Sent with the first request: an address that a person names together with their user
    /// name is one that they chose to sign in to. An address that was only found must not be opened with any.
    std::optional<Credentials> credentials;
    std::chrono::milliseconds request_time_max
        = limits::request_time_max; ///< A question, redirects included.
    TransportOptions transport;
};

/// One call at a time, from any thread; a thread each may have its own.
class PhotoClient {
public:
    /// Nothing is sent. Errors: invalid_request when the credentials would travel in the clear or cannot be
    /// written as Basic (a colon in the user name, a NUL, too long), or the CA file cannot be read; internal.
    static Outcome<PhotoClient> open(PhotoClientOptions options);

    /// `validator` is the one of the ReceivedPhoto that the caller has, for the same address and size; empty
    /// when there is none. Unchanged is only answered where a validator was given.
    /// Errors: those of judge_answer and Transport::get; redirected.
    Outcome<PhotoAnswer> get_user_photo(GetUserPhoto const& request, std::string const& validator = {});

    Url const& endpoint() const { return options_.endpoint; }
    std::string user() const; ///< Empty when anonymous.

private:
    PhotoClient(PhotoClientOptions options, Transport transport);

    Outcome<HttpAnswer> follow(HttpGet request);

    PhotoClientOptions options_;
    Transport transport_;
};

}
