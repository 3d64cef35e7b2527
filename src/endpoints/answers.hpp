// The small answers that every endpoint gives alike.
// Source: spec/photos.md 4.1; spec/auth.md 2.
#pragma once

#include "core/error.hpp"
#include "http/message.hpp"

#include <string_view>

namespace likeness::endpoints {

/// A status with a line of text for whoever looks at it by hand.
void answer_text(http::Response& response, int status, std::string_view text);

/// 503 with Retry-After: a queue is full.
void answer_busy(http::Response& response);

/// The error's status; its message for what the caller did wrong, nothing for what we did wrong.
void answer_error(http::Response& response, Error const& error);

}
