// MoveItem and CopyItem on the wire, both ways: two operations of one form.
// Source: spec/contacts.md 9; spec/versions.md 4.
#pragma once

#include "core/operations/move_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

enum class Relocation : std::uint8_t { move, copy };

/// In: the m:MoveItem or m:CopyItem element and the version that the request states.
/// Refused: what read_target_folder and read_item_references refuse; a ReturnNewItemIds that is no truth;
/// incorrect_schema_version for one that is newer than the request.
Readable<MoveItem> read_move_item(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_move_item(xml::Writer& writer, Relocation which, MoveItem const& request);

void write_move_item_response(ResponseWriter& response, Relocation which, MoveItemAnswer const& answer);

/// Refused: an element that is not the answer to this operation, a message that holds more than one item.
Readable<MoveItemAnswer> read_move_item_response(xml::Element const& content, Relocation which);

}
