// People whom a name resolves to: ResolveNames.
#pragma once

#include <likeness/picture.hpp>

#include <optional>
#include <string>
#include <vector>

namespace likeness::exchange {

struct PostalAddress {
    std::string street {};
    std::string city {};
    std::string state {};
    std::string country {};
    std::string postal_code {};

    friend bool operator==(PostalAddress const&, PostalAddress const&) = default;
};

/// A value. What the server does not tell is empty.
struct Person {
    std::string name {}; ///< As it is shown.
    std::string email {}; ///< Where mail to them goes; by `routing_type`.
    std::string
        routing_type {}; ///< "SMTP"; "EX" where `email` is a name of Exchange's own instead of an address.
    std::string
        contact_id {}; ///< Of a contact in a folder, for Client::get_contact; empty for who is in the directory.

    std::string given_name {};
    std::string surname {};
    std::string company {};
    std::string department {};
    std::string title {};
    std::string office {};
    std::string manager {};
    std::string business_phone {};
    std::string mobile_phone {};
    std::string home_phone {};
    std::string alias {};
    std::string notes {};
    std::vector<std::string> emails {}; ///< Up to three, without what stands before a colon.
    std::optional<PostalAddress> business_address {};
    /// The directory's small one; Client::get_user_photo may have a larger one. nullopt: none, or bytes that are no image.
    std::optional<Picture> photo {};

    friend bool operator==(Person const&, Person const&) = default;
};

struct People {
    std::vector<Person> found {}; ///< Empty: nobody of that name.
    bool is_complete = true; ///< False: there are more, and the name should be narrowed.

    friend bool operator==(People const&, People const&) = default;
};

}
