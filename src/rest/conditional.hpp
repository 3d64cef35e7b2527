// Conditional requests: whether what a client has is still what we would send.
// Source: RFC 9110, section 13; spec/photos.md 7.
#pragma once

#include "base/http_date.hpp"

#include <optional>
#include <string_view>

namespace likeness::rest {

/// What a request says about the copy its sender has; views into the request.
struct Validators {
    std::optional<std::string_view> if_none_match;
    std::optional<std::string_view> if_modified_since;
};

/// Whether If-None-Match names `etag` (given without quotes): a list, "*", a W/ prefix, quoted or bare
/// tokens; compared weakly, and case matters. A list that is broken off names what came before the break.
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// Whether the answer is "not modified". If-Modified-Since counts only where there is no If-None-Match, and
/// is ignored when it is no date.
bool is_unchanged(Validators const& validators, std::string_view etag, base::Seconds changed_at);

}
