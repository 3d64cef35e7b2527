// PhotoRequestPattern: a GetUserPhoto request with its address and its size taken out.
//
// A program that asks for photos sends the same envelope again and again, with another address in it. Reading one takes
// about as long as all else that an answer from the cache costs, so what was read once is recognized: when bytes differ
// from a request that was parsed by nothing but plain text between the same two pairs of tags, parsing them would give
// the same tree with those two texts in it.
// Source: spec/photos.md 5.
#pragma once

#include "endpoints/soap_photo.hpp"

#include <string>

namespace likeness::endpoints {

/// A value. Any thread may call const members.
class PhotoRequestPattern {
public:
    /// The pattern of a request that was read from `bytes` as UTF-8. nullopt where the request is another one, is
    /// refused, runs on somebody else's behalf, or writes its texts other than plainly.
    static std::optional<PhotoRequestPattern> of(std::string_view bytes, ews::Request const& request);

    /// What parsing `bytes` would give; nullopt where they differ in more than address and size, where those are not
    /// plain ASCII or stand for none: then the bytes must be parsed.
    std::optional<KnownPhotoRequest> match(std::string_view bytes) const;

    std::size_t size() const { return before_.size() + between_.size() + behind_.size(); }

private:
    PhotoRequestPattern() = default;

    std::string before_;
    std::string between_;
    std::string behind_;
    bool size_comes_first_ = false;
    ews::Spellings spellings_;
};

/// The last few patterns of one thread. For one thread.
class PhotoRequestPatterns {
public:
    std::optional<KnownPhotoRequest> match(std::string_view bytes);

    /// To be called where `match` found nothing. Patterns longer than a client writes are not kept.
    void learn(std::string_view bytes, ews::Request const& request);

private:
    struct Slot {
        std::optional<PhotoRequestPattern> pattern;
        std::uint64_t used = 0; ///< When it matched last, or was learned; the least gives way.
    };
    std::array<Slot, 8> slots_;
    std::uint64_t now_ = 0;
};

}
