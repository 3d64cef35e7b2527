// ConvertId: the request and the answer, whichever wire they travel on.
// Source: spec/clients.md; EWS reference, ConvertId operation.
#pragma once

#include "core/error.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace likeness {

/// How the bytes of an id are spelled.
enum class IdFormat : std::uint8_t {
    ews_legacy_id,
    ews_id,
    entry_id,
    hex_entry_id,
    store_id,
    owa_id,
};

struct AlternateId {
    IdFormat format = IdFormat::ews_id;
    std::string id;
    std::string mailbox; ///< In a request anything; in an answer the owner's primary address.

    friend bool operator==(AlternateId const&, AlternateId const&) = default;
};

struct ConvertId {
    IdFormat destination = IdFormat::ews_id;
    /// An error stands where an id is of a kind that nobody has here: it is that one's answer.
    std::vector<Result<AlternateId>> sources;
};

/// One for each source, in order.
using ConvertIdAnswer = std::vector<Result<AlternateId>>;

}
