// Contacts in one's own mailbox, and their pictures.
#pragma once

#include <likeness/person.hpp>

#include <chrono>
#include <cstdint>

namespace likeness::exchange {

/// A file beside a contact. A value; what is in it is loaded by Client::load.
struct Attachment {
    std::string id {};
    std::string name {}; ///< As the server says it: not safe as a file's name; see file_name_from.
    std::string content_type {}; ///< As the server says it; may be empty.
    std::optional<std::int64_t> size {}; ///< About: Exchange counts more than the bytes.
    bool is_contact_photo = false;

    friend bool operator==(Attachment const&, Attachment const&) = default;
};

/// A value. What the server does not tell is empty.
struct Contact {
    std::string id {};
    std::string change_key {}; ///< Names this state of it.

    std::string display_name {};
    std::string file_as {};
    std::string given_name {};
    std::string surname {};
    std::string company {};
    std::string department {};
    std::string title {};
    std::vector<std::string> emails {}; ///< Up to three.
    std::string business_phone {};
    std::string home_phone {};
    std::string mobile_phone {};
    std::optional<std::chrono::sys_seconds> modified_at {};

    bool has_picture = false;
    std::vector<Attachment> attachments {}; ///< Files alone. Of get_contact only: a list has none.

    /// The picture among `attachments`; nullptr: there is none. Lasts as long as the contact does, unchanged.
    Attachment const* picture_attachment() const noexcept
    {
        for (auto const& attachment : attachments)
            if (attachment.is_contact_photo) return &attachment;
        return nullptr;
    }

    friend bool operator==(Contact const&, Contact const&) = default;
};

/// A part of a list, from a place on.
struct ContactPage {
    std::vector<Contact> contacts {};
    int total = 0; ///< Of the whole list.
    std::optional<int> next_offset {}; ///< Where the next page begins; nullopt: this is the last one.

    friend bool operator==(ContactPage const&, ContactPage const&) = default;
};

struct ContactQuery {
    int offset = 0;
    int page_size = 100; ///< 1 to 1000.
    bool with_picture_only = false;
    std::string folder_id {}; ///< Empty: the mailbox's own Contacts.
};

}
