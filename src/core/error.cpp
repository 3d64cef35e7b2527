#include "core/error.hpp"

namespace likeness {

namespace {

constexpr Code last_code = Code::server_busy;

}

std::string_view response_code(Code code)
{
    switch (code) {
    case Code::access_denied: return "ErrorAccessDenied";
    case Code::ad_unavailable: return "ErrorADUnavailable";
    case Code::cannot_use_item_id_for_folder_id: return "ErrorCannotUseItemIdForFolderId";
    case Code::content_conversion_failed: return "ErrorContentConversionFailed";
    case Code::data_size_limit_exceeded: return "ErrorDataSizeLimitExceeded";
    case Code::duplicate_soap_header: return "ErrorDuplicateSOAPHeader";
    case Code::exceeded_find_count_limit: return "ErrorExceededFindCountLimit";
    case Code::folder_not_found: return "ErrorFolderNotFound";
    case Code::impersonate_user_denied: return "ErrorImpersonateUserDenied";
    case Code::incorrect_schema_version: return "ErrorIncorrectSchemaVersion";
    case Code::internal_server_error: return "ErrorInternalServerError";
    case Code::internal_server_transient_error: return "ErrorInternalServerTransientError";
    case Code::invalid_change_key: return "ErrorInvalidChangeKey";
    case Code::invalid_fractional_paging_parameters: return "ErrorInvalidFractionalPagingParameters";
    case Code::invalid_id_empty: return "ErrorInvalidIdEmpty";
    case Code::invalid_id_malformed: return "ErrorInvalidIdMalformed";
    case Code::invalid_indexed_paging_parameters: return "ErrorInvalidIndexedPagingParameters";
    case Code::invalid_name_for_name_resolution: return "ErrorInvalidNameForNameResolution";
    case Code::invalid_operation: return "ErrorInvalidOperation";
    case Code::invalid_paging_max_rows: return "ErrorInvalidPagingMaxRows";
    case Code::invalid_photo_size: return "ErrorInvalidPhotoSize";
    case Code::invalid_request: return "ErrorInvalidRequest";
    case Code::invalid_server_version: return "ErrorInvalidServerVersion";
    case Code::invalid_smtp_address: return "ErrorInvalidSmtpAddress";
    case Code::invalid_sync_state_data: return "ErrorInvalidSyncStateData";
    case Code::item_not_found: return "ErrorItemNotFound";
    case Code::missing_email_address: return "ErrorMissingEmailAddress";
    case Code::name_resolution_multiple_results: return "ErrorNameResolutionMultipleResults";
    case Code::name_resolution_no_mailbox: return "ErrorNameResolutionNoMailbox";
    case Code::name_resolution_no_results: return "ErrorNameResolutionNoResults";
    case Code::non_existent_mailbox: return "ErrorNonExistentMailbox";
    case Code::resolve_names_invalid_folder_type: return "ErrorResolveNamesInvalidFolderType";
    case Code::resolve_names_only_one_contacts_folder_allowed:
        return "ErrorResolveNamesOnlyOneContactsFolderAllowed";
    case Code::schema_validation: return "ErrorSchemaValidation";
    case Code::server_busy: return "ErrorServerBusy";
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
    case Code::cannot_use_item_id_for_folder_id: return "Expected a folder Id but received an item Id.";
    case Code::content_conversion_failed: return "Content conversion failed.";
    case Code::data_size_limit_exceeded: return "Property exceeds the maximum supported size.";
    case Code::duplicate_soap_header: return "A duplicate SOAP header was received.";
    case Code::exceeded_find_count_limit:
        return "You have exceeded the maximum number of objects that can be returned for the find operation. "
               "Use "
               "paging to reduce the result size and try your request again.";
    case Code::folder_not_found: return "The specified folder could not be found in the store.";
    case Code::impersonate_user_denied:
        return "The account does not have permission to impersonate the requested user.";
    case Code::incorrect_schema_version:
        return "The request is valid but does not specify the correct server version in the "
               "RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set "
               "with "
               "the correct RequestServerVersionValue.";
    case Code::internal_server_error: return "An internal server error occurred. The operation failed.";
    case Code::internal_server_transient_error: return "An internal server error occurred. Try again later.";
    case Code::invalid_change_key: return "The change key is invalid.";
    case Code::invalid_fractional_paging_parameters:
        return "The specified fractional paging values are invalid.";
    case Code::invalid_id_empty: return "Id must be non-empty.";
    case Code::invalid_id_malformed: return "Id is malformed.";
    case Code::invalid_indexed_paging_parameters: return "The specified indexed paging values are invalid.";
    case Code::invalid_name_for_name_resolution:
        return "The specified value is not a valid name for name resolution.";
    case Code::invalid_operation: return "The operation is invalid.";
    case Code::invalid_paging_max_rows: return "MaxEntriesReturned must be greater than zero.";
    case Code::invalid_photo_size: return "The requested size is invalid.";
    case Code::invalid_request: return "The request is invalid.";
    case Code::invalid_server_version: return "The specified server version is invalid.";
    case Code::invalid_smtp_address: return "The SMTP address format is invalid.";
    case Code::invalid_sync_state_data: return "Synchronization state data is corrupt or otherwise invalid.";
    case Code::item_not_found: return "The specified object was not found in the store.";
    case Code::missing_email_address:
        return "When making a request as an account that does not have a mailbox, you must specify the "
               "mailbox "
               "primary SMTP address for any distinguished folder Ids.";
    case Code::name_resolution_multiple_results: return "Multiple results were found.";
    case Code::name_resolution_no_mailbox: return "User must have a mailbox for name resolution operations.";
    case Code::name_resolution_no_results: return "No results were found.";
    case Code::non_existent_mailbox: return "The SMTP address has no mailbox associated with it.";
    case Code::resolve_names_invalid_folder_type:
        return "Cannot perform ResolveNames for non-contact folder.";
    case Code::resolve_names_only_one_contacts_folder_allowed:
        return "Only one contacts folder can be specified in request.";
    case Code::schema_validation: return "The request failed schema validation.";
    case Code::server_busy: return "The server cannot service this request right now. Try again later.";
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
