// GetAttachment, CreateAttachment and DeleteAttachment on the wire, both ways.
// Source: spec/contacts.md 6.
#pragma once

#include "core/operations/attachments.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// An AttachmentShape is of use for items alone, and is read over; of an id what is not the id is.
/// Refused: ids that are missing; invalid_request for more than limits::ids_per_call_max.
Readable<GetAttachment> read_get_attachment(xml::Element const& operation);
void write_get_attachment(xml::Writer& writer, GetAttachment const& request);
void write_get_attachment_response(ResponseWriter& response, GetAttachmentAnswer const& answer);

/// Refused: an element that is not this answer, a message that holds not exactly one file.
Readable<GetAttachmentAnswer> read_get_attachment_response(xml::Element const& content);

/// Refused: no parent or no attachments; what read_written_attachment refuses; invalid_request for more than
/// limits::ids_per_call_max.
Readable<CreateAttachment> read_create_attachment(xml::Element const& operation, Schema stated);

/// What is an error is left out.
void write_create_attachment(xml::Writer& writer, CreateAttachment const& request);

/// required_property_missing says that it is the name that is missing.
void write_create_attachment_response(ResponseWriter& response, CreateAttachmentAnswer const& answer);
Readable<CreateAttachmentAnswer> read_create_attachment_response(xml::Element const& content);

/// Refused: as read_get_attachment.
Readable<DeleteAttachment> read_delete_attachment(xml::Element const& operation);
void write_delete_attachment(xml::Writer& writer, DeleteAttachment const& request);
void write_delete_attachment_response(ResponseWriter& response, DeleteAttachmentAnswer const& answer);

/// Refused: an element that is not this answer, a message without a RootItemId.
Readable<DeleteAttachmentAnswer> read_delete_attachment_response(xml::Element const& content);

}
