// The photo URL on the wire, both directions: .../Exchange.asmx/s/GetUserPhoto?email=ADDR&size=CODE.
// Source: spec/photos.md 1 and 4.
#pragma once

#include "core/operations/get_user_photo.hpp"

#include <string>
#include <string_view>

namespace likeness::rest {

/// What follows the host in the address of the photo resource.
inline constexpr std::string_view photo_path = "/EWS/Exchange.asmx/s/GetUserPhoto";

/// Whether the path of a request target names the photo resource, in any case.
bool is_photo_path(std::string_view path);

/// Reads the query, without its question mark. Keys in any case, the first of a name wins, others are
/// ignored; a missing or empty size means the largest.
/// Errors: invalid_smtp_address when `email` is missing or no address, invalid_photo_size for a size that
/// is no code.
Result<GetUserPhoto> read_photo_query(std::string_view query);

/// Writes the query that read_photo_query reads back as the same request.
std::string write_photo_query(GetUserPhoto const& request);

}
