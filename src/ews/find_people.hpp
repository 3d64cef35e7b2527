// FindPeople on the wire, both ways.
// Source: spec/directory.md 6.
#pragma once

#include "core/operations/find_people.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:FindPeople element. An order by what people are not sorted by here is an invalid_request in its place; an
/// AggregationRestriction and what newer schemas have are read over.
/// Refused: what read_persona_shape, read_indexed_page, read_restriction and read_folder_reference refuse; a missing
/// IndexedPageItemView; an order without a path or direction; a ParentFolderId that is empty.
Readable<FindPeople> read_find_people(xml::Element const& operation, Schema stated);

/// Errors in the order and in place of the folder are left out.
void write_find_people(xml::Writer& writer, FindPeople const& request);

/// The flat response element.
void write_find_people_response(ResponseWriter& response, FindPeopleAnswer const& answer);

/// In: what a server answers, also one that leaves out the numbers. Refused: an element that is no FindPeopleResponse,
/// numbers that are none.
Readable<FindPeopleAnswer> read_find_people_response(xml::Element const& content);

}
