// The Content-Type of an answer.
#pragma once

#include <string_view>

namespace likeness::client {

/// The charset parameter; empty where there is none.
std::string_view charset_of(std::string_view content_type);

}
