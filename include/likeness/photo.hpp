// The photo of somebody with a mailbox: GetUserPhoto and SetUserPhoto.
#pragma once

#include <likeness/picture.hpp>

#include <optional>

namespace likeness::exchange {

/// The sizes that can be asked for, in pixels a side. A server may hold another one only, and then sends that.
enum class PhotoSize {
    hr48x48,
    hr64x64,
    hr96x96,
    hr120x120,
    hr240x240,
    hr360x360,
    hr432x432,
    hr504x504,
    hr648x648
};

struct PhotoRequest {
    PhotoSize size = PhotoSize::hr648x648;
    /// That of the photo which the caller has of this address and size; empty: none.
    std::string validator {};
};

/// What a server answers.
struct UserPhoto {
    /// nullopt: it shows none, does not know the address (it does not tell which), or has nothing new.
    std::optional<Picture> picture {};
    bool is_unchanged = false; ///< What `validator` in the request named is still the photo.
    std::string validator {}; ///< To ask with the next time; may be empty.

    friend bool operator==(UserPhoto const&, UserPhoto const&) = default;
};

}
