// PhotoSource: a server that can be asked for photos, whichever interface it is asked by.
#pragma once

#include "client/photos/photo_answer.hpp"
#include "core/operations/get_user_photo.hpp"

namespace likeness::client {

/// One call at a time, from any thread.
class PhotoSource {
public:
    virtual ~PhotoSource() = default;

    /// `validator` is the one of the ReceivedPhoto that the caller has, from the same source and for the same address
    /// and size; empty when there is none. Unchanged is only answered where a validator was given.
    /// Errors: those of HttpClient::ask, and what the server refuses.
    virtual Outcome<PhotoAnswer> get_user_photo(GetUserPhoto const& request, std::string const& validator)
        = 0;

    /// The address that is asked. Two interfaces of one server have two: their validators need not be the same.
    virtual Url const& endpoint() const = 0;

    virtual std::string user() const = 0; ///< Empty when anonymous.

protected:
    PhotoSource() = default;
    PhotoSource(PhotoSource&&) noexcept = default;
    PhotoSource& operator=(PhotoSource&&) noexcept = default;
};

}
