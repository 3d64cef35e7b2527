#include "core/error.hpp"

namespace likeness {

namespace {

constexpr Code last_code = Code::update_property_mismatch;

}

std::string_view response_code(Code code)
{
    switch (code) {
    case Code::access_denied: return "ErrorAccessDenied";
    case Code::ad_unavailable: return "ErrorADUnavailable";
    case Code::attachment_size_limit_exceeded: return "ErrorAttachmentSizeLimitExceeded";
    case Code::batch_processing_stopped: return "ErrorBatchProcessingStopped";
    case Code::cannot_create_contact_in_non_contact_folder:
        return "ErrorCannotCreateContactInNonContactFolder";
    case Code::cannot_delete_object: return "ErrorCannotDeleteObject";
    case Code::cannot_use_folder_id_for_item_id: return "ErrorCannotUseFolderIdForItemId";
    case Code::cannot_use_item_id_for_folder_id: return "ErrorCannotUseItemIdForFolderId";
    case Code::change_key_required_for_write_operations: return "ErrorChangeKeyRequiredForWriteOperations";
    case Code::contains_filter_wrong_type: return "ErrorContainsFilterWrongType";
    case Code::content_conversion_failed: return "ErrorContentConversionFailed";
    case Code::data_size_limit_exceeded: return "ErrorDataSizeLimitExceeded";
    case Code::delete_distinguished_folder: return "ErrorDeleteDistinguishedFolder";
    case Code::duplicate_soap_header: return "ErrorDuplicateSOAPHeader";
    case Code::exceeded_find_count_limit: return "ErrorExceededFindCountLimit";
    case Code::folder_exists: return "ErrorFolderExists";
    case Code::folder_not_found: return "ErrorFolderNotFound";
    case Code::impersonate_user_denied: return "ErrorImpersonateUserDenied";
    case Code::incorrect_schema_version: return "ErrorIncorrectSchemaVersion";
    case Code::incorrect_update_property_count: return "ErrorIncorrectUpdatePropertyCount";
    case Code::internal_server_error: return "ErrorInternalServerError";
    case Code::internal_server_transient_error: return "ErrorInternalServerTransientError";
    case Code::invalid_attachment_id: return "ErrorInvalidAttachmentId";
    case Code::invalid_change_key: return "ErrorInvalidChangeKey";
    case Code::invalid_extended_property: return "ErrorInvalidExtendedProperty";
    case Code::invalid_extended_property_value: return "ErrorInvalidExtendedPropertyValue";
    case Code::invalid_fractional_paging_parameters: return "ErrorInvalidFractionalPagingParameters";
    case Code::invalid_id: return "ErrorInvalidId";
    case Code::invalid_id_empty: return "ErrorInvalidIdEmpty";
    case Code::invalid_id_malformed: return "ErrorInvalidIdMalformed";
    case Code::invalid_id_not_an_item_attachment_id: return "ErrorInvalidIdNotAnItemAttachmentId";
    case Code::invalid_indexed_paging_parameters: return "ErrorInvalidIndexedPagingParameters";
    case Code::invalid_name_for_name_resolution: return "ErrorInvalidNameForNameResolution";
    case Code::invalid_operation: return "ErrorInvalidOperation";
    case Code::invalid_paging_max_rows: return "ErrorInvalidPagingMaxRows";
    case Code::invalid_photo_size: return "ErrorInvalidPhotoSize";
    case Code::invalid_property_append: return "ErrorInvalidPropertyAppend";
    case Code::invalid_property_delete: return "ErrorInvalidPropertyDelete";
    case Code::invalid_property_for_exists: return "ErrorInvalidPropertyForExists";
    case Code::invalid_property_request: return "ErrorInvalidPropertyRequest";
    case Code::invalid_property_set: return "ErrorInvalidPropertySet";
    case Code::invalid_request: return "ErrorInvalidRequest";
    case Code::invalid_restriction: return "ErrorInvalidRestriction";
    case Code::invalid_server_version: return "ErrorInvalidServerVersion";
    case Code::invalid_smtp_address: return "ErrorInvalidSmtpAddress";
    case Code::invalid_sync_state_data: return "ErrorInvalidSyncStateData";
    case Code::irresolvable_conflict: return "ErrorIrresolvableConflict";
    case Code::item_not_found: return "ErrorItemNotFound";
    case Code::mailbox_store_unavailable: return "ErrorMailboxStoreUnavailable";
    case Code::mime_content_conversion_failed: return "ErrorMimeContentConversionFailed";
    case Code::missing_email_address: return "ErrorMissingEmailAddress";
    case Code::move_copy_failed: return "ErrorMoveCopyFailed";
    case Code::name_resolution_multiple_results: return "ErrorNameResolutionMultipleResults";
    case Code::name_resolution_no_mailbox: return "ErrorNameResolutionNoMailbox";
    case Code::name_resolution_no_results: return "ErrorNameResolutionNoResults";
    case Code::non_existent_mailbox: return "ErrorNonExistentMailbox";
    case Code::object_type_changed: return "ErrorObjectTypeChanged";
    case Code::parent_folder_not_found: return "ErrorParentFolderNotFound";
    case Code::quota_exceeded: return "ErrorQuotaExceeded";
    case Code::required_property_missing: return "ErrorRequiredPropertyMissing";
    case Code::resolve_names_invalid_folder_type: return "ErrorResolveNamesInvalidFolderType";
    case Code::resolve_names_only_one_contacts_folder_allowed:
        return "ErrorResolveNamesOnlyOneContactsFolderAllowed";
    case Code::schema_validation: return "ErrorSchemaValidation";
    case Code::server_busy: return "ErrorServerBusy";
    case Code::stale_object: return "ErrorStaleObject";
    case Code::unsupported_mime_conversion: return "ErrorUnsupportedMimeConversion";
    case Code::unsupported_path_for_query: return "ErrorUnsupportedPathForQuery";
    case Code::unsupported_path_for_sort_group: return "ErrorUnsupportedPathForSortGroup";
    case Code::update_property_mismatch: return "ErrorUpdatePropertyMismatch";
    }
    return "ErrorInternalServerError";
}

std::optional<Code> code_from(std::string_view text)
{
    for (int i = 0; i <= static_cast<int>(last_code); ++i)
        if (response_code(static_cast<Code>(i)) == text) return static_cast<Code>(i);
    return std::nullopt;
}

// Source: spec/soap.md 6 and 9.
std::string_view exchange_text(Code code)
{
    switch (code) {
    case Code::access_denied: return "Access is denied. Check credentials and try again.";
    case Code::ad_unavailable: return "Active Directory is unavailable. Try again later.";
    case Code::attachment_size_limit_exceeded:
        return "The file attachment exceeds the maximum supported size.";
    case Code::batch_processing_stopped: return "Item was not processed as a result of a previous error.";
    case Code::cannot_create_contact_in_non_contact_folder:
        return "Cannot create a contact in a non-contact folder.";
    case Code::cannot_delete_object: return "Object cannot be deleted.";
    case Code::cannot_use_folder_id_for_item_id: return "Expected an item Id but received a folder Id.";
    case Code::cannot_use_item_id_for_folder_id: return "Expected a folder Id but received an item Id.";
    case Code::change_key_required_for_write_operations: return "ChangeKey is required for this operation.";
    case Code::contains_filter_wrong_type:
        return "The Contains filter can only be used for string properties.";
    case Code::content_conversion_failed: return "Content conversion failed.";
    case Code::data_size_limit_exceeded: return "Property exceeds the maximum supported size.";
    case Code::delete_distinguished_folder: return "Distinguished folders cannot be deleted.";
    case Code::duplicate_soap_header: return "A duplicate SOAP header was received.";
    case Code::exceeded_find_count_limit:
        return "You have exceeded the maximum number of objects that can be returned for the find operation. "
               "Use "
               "paging to reduce the result size and try your request again.";
    case Code::folder_exists: return "A folder with the specified name already exists.";
    case Code::folder_not_found: return "The specified folder could not be found in the store.";
    case Code::impersonate_user_denied:
        return "The account does not have permission to impersonate the requested user.";
    case Code::incorrect_schema_version:
        return "The request is valid but does not specify the correct server version in the "
               "RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set "
               "with "
               "the correct RequestServerVersionValue.";
    case Code::incorrect_update_property_count:
        return "An object within a change description must contain one and only one property to modify.";
    case Code::internal_server_error: return "An internal server error occurred. The operation failed.";
    case Code::internal_server_transient_error: return "An internal server error occurred. Try again later.";
    case Code::invalid_attachment_id: return "The specified attachment Id is invalid.";
    case Code::invalid_change_key: return "The change key is invalid.";
    case Code::invalid_extended_property: return "The extended property attribute combination is invalid.";
    case Code::invalid_extended_property_value: return "The extended property value is invalid.";
    case Code::invalid_fractional_paging_parameters:
        return "The specified fractional paging values are invalid.";
    case Code::invalid_id: return "The Id is invalid.";
    case Code::invalid_id_empty: return "Id must be non-empty.";
    case Code::invalid_id_malformed: return "Id is malformed.";
    case Code::invalid_id_not_an_item_attachment_id: return "The Id does not represent an item attachment.";
    case Code::invalid_indexed_paging_parameters: return "The specified indexed paging values are invalid.";
    case Code::invalid_name_for_name_resolution:
        return "The specified value is not a valid name for name resolution.";
    case Code::invalid_operation: return "The operation is invalid.";
    case Code::invalid_paging_max_rows: return "MaxEntriesReturned must be greater than zero.";
    case Code::invalid_photo_size: return "The requested size is invalid.";
    case Code::invalid_property_append: return "The append action is not supported for this property.";
    case Code::invalid_property_delete: return "The delete action is not supported for this property.";
    case Code::invalid_property_for_exists:
        return "Property cannot be used in Exists expression.  Use IsEqualTo instead.";
    case Code::invalid_property_request: return "Property is not valid for this object type.";
    case Code::invalid_property_set: return "Set action is invalid for property.";
    case Code::invalid_request: return "The request is invalid.";
    case Code::invalid_restriction: return "The restriction is invalid.";
    case Code::invalid_server_version: return "The specified server version is invalid.";
    case Code::invalid_smtp_address: return "The SMTP address format is invalid.";
    case Code::invalid_sync_state_data: return "Synchronization state data is corrupt or otherwise invalid.";
    case Code::irresolvable_conflict:
        return "The send or update operation could not be performed because the change key passed in the "
               "request does not match the current change key for the item.";
    case Code::item_not_found: return "The specified object was not found in the store.";
    case Code::mailbox_store_unavailable: return "The mailbox database is temporarily unavailable.";
    case Code::mime_content_conversion_failed: return "MIME content conversion failed.";
    case Code::missing_email_address:
        return "When making a request as an account that does not have a mailbox, you must specify the "
               "mailbox "
               "primary SMTP address for any distinguished folder Ids.";
    case Code::move_copy_failed: return "The move or copy operation failed.";
    case Code::name_resolution_multiple_results: return "Multiple results were found.";
    case Code::name_resolution_no_mailbox: return "User must have a mailbox for name resolution operations.";
    case Code::name_resolution_no_results: return "No results were found.";
    case Code::non_existent_mailbox: return "The SMTP address has no mailbox associated with it.";
    case Code::object_type_changed: return "Operation would change object type, which is not permitted.";
    case Code::parent_folder_not_found: return "The specified parent folder could not be found.";
    case Code::quota_exceeded: return "Mailbox has exceeded maximum mailbox size.";
    case Code::required_property_missing: return "Required property is missing.";
    case Code::resolve_names_invalid_folder_type:
        return "Cannot perform ResolveNames for non-contact folder.";
    case Code::resolve_names_only_one_contacts_folder_allowed:
        return "Only one contacts folder can be specified in request.";
    case Code::schema_validation: return "The request failed schema validation.";
    case Code::server_busy: return "The server cannot service this request right now. Try again later.";
    case Code::stale_object: return "The current ChangeKey is required for this operation.";
    case Code::unsupported_mime_conversion: return "MIME conversion is not supported for this item type.";
    case Code::unsupported_path_for_query:
        return "The property can not be used with this type of restriction.";
    case Code::unsupported_path_for_sort_group:
        return "The property can not be used for sorting or grouping results.";
    case Code::update_property_mismatch: return "Property for update does not match property in object.";
    }
    return "";
}

tl::unexpected<Error> fail(Code code)
{
    return fail(code, std::string(exchange_text(code)));
}

std::string for_operator(Error const& error)
{
    if (error.detail.empty()) return error.message;
    auto const ends = error.message.ends_with('.') ? error.message.size() - 1 : error.message.size();
    return error.message.substr(0, ends) + ": " + error.detail;
}

}
