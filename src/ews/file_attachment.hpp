// FileAttachment as an element, both ways.
// Source: spec/contacts.md 4 and 6; types.xsd, FileAttachmentType.
#pragma once

#include "core/items/file_attachment.hpp"
#include "ews/request.hpp"

#include <vector>

namespace likeness::ews {

/// Everything that it has, in the schema's order.
void write_file_attachment(xml::Writer& writer, FileAttachment const& attachment);

/// Takes what there is and reads over the rest.
/// Refused: truths, numbers, times and content that are none.
Readable<FileAttachment> read_file_attachment(xml::Element const& element);

/// One that a client wants to be kept; how long it may be is for others to judge. A photo without a name gets the usual
/// one. The inner result is what the answer's message says instead: required_property_missing without a Name;
/// invalid_operation for an attachment that is no file.
/// Refused: as above; any other element; incorrect_schema_version for what is newer than the request.
Readable<Result<FileAttachment>> read_written_attachment(xml::Element const& element, Schema stated);

/// <NAME> with them in it, and nothing where there are none; `name` with its prefix, a literal.
void write_file_attachments(
    xml::Writer& writer, std::string_view name, std::vector<FileAttachment> const& attachments);

/// The files among the attachments in `list`.
Readable<std::vector<FileAttachment>> read_file_attachments(xml::Element const& list);

}
