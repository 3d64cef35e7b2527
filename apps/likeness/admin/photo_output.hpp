// What is known of a stored photo, as a line for people and as JSON for programs.
#pragma once

#include "core/email_address.hpp"
#include "core/ports/photo_store.hpp"

#include <string>

namespace likeness::app {

/// "sadie@contoso.com  version 3, changed Sun, 06 Nov 1994 08:49:37 GMT, HR48x48 (2034 bytes), ..."
std::string photo_line(EmailAddress const& email, PhotoSummary const& summary);

/// One line without its end: "email", "version", "removed", "changed_at", "sizes" with "size", "pixels", "bytes" and "etag".
std::string photo_json(EmailAddress const& email, PhotoSummary const& summary);

}
