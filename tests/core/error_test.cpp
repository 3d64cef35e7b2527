#include "core/error.hpp"

#include <gtest/gtest.h>

namespace likeness {
namespace {

struct Spelling {
    Code code;
    std::string_view text;
};

// EWS ResponseCodeType.
constexpr Spelling spellings[] = {
    { Code::access_denied, "ErrorAccessDenied" },
    { Code::ad_unavailable, "ErrorADUnavailable" },
    { Code::attachment_size_limit_exceeded, "ErrorAttachmentSizeLimitExceeded" },
    { Code::batch_processing_stopped, "ErrorBatchProcessingStopped" },
    { Code::cannot_create_contact_in_non_contact_folder, "ErrorCannotCreateContactInNonContactFolder" },
    { Code::cannot_delete_object, "ErrorCannotDeleteObject" },
    { Code::cannot_use_folder_id_for_item_id, "ErrorCannotUseFolderIdForItemId" },
    { Code::cannot_use_item_id_for_folder_id, "ErrorCannotUseItemIdForFolderId" },
    { Code::change_key_required_for_write_operations, "ErrorChangeKeyRequiredForWriteOperations" },
    { Code::contains_filter_wrong_type, "ErrorContainsFilterWrongType" },
    { Code::content_conversion_failed, "ErrorContentConversionFailed" },
    { Code::data_size_limit_exceeded, "ErrorDataSizeLimitExceeded" },
    { Code::delete_distinguished_folder, "ErrorDeleteDistinguishedFolder" },
    { Code::duplicate_soap_header, "ErrorDuplicateSOAPHeader" },
    { Code::exceeded_find_count_limit, "ErrorExceededFindCountLimit" },
    { Code::folder_exists, "ErrorFolderExists" },
    { Code::folder_not_found, "ErrorFolderNotFound" },
    { Code::impersonate_user_denied, "ErrorImpersonateUserDenied" },
    { Code::incorrect_schema_version, "ErrorIncorrectSchemaVersion" },
    { Code::incorrect_update_property_count, "ErrorIncorrectUpdatePropertyCount" },
    { Code::internal_server_error, "ErrorInternalServerError" },
    { Code::internal_server_transient_error, "ErrorInternalServerTransientError" },
    { Code::invalid_attachment_id, "ErrorInvalidAttachmentId" },
    { Code::invalid_change_key, "ErrorInvalidChangeKey" },
    { Code::invalid_extended_property, "ErrorInvalidExtendedProperty" },
    { Code::invalid_extended_property_value, "ErrorInvalidExtendedPropertyValue" },
    { Code::invalid_fractional_paging_parameters, "ErrorInvalidFractionalPagingParameters" },
    { Code::invalid_id, "ErrorInvalidId" },
    { Code::invalid_id_empty, "ErrorInvalidIdEmpty" },
    { Code::invalid_id_malformed, "ErrorInvalidIdMalformed" },
    { Code::invalid_id_not_an_item_attachment_id, "ErrorInvalidIdNotAnItemAttachmentId" },
    { Code::invalid_indexed_paging_parameters, "ErrorInvalidIndexedPagingParameters" },
    { Code::invalid_name_for_name_resolution, "ErrorInvalidNameForNameResolution" },
    { Code::invalid_operation, "ErrorInvalidOperation" },
    { Code::invalid_paging_max_rows, "ErrorInvalidPagingMaxRows" },
    { Code::invalid_photo_size, "ErrorInvalidPhotoSize" },
    { Code::invalid_property_append, "ErrorInvalidPropertyAppend" },
    { Code::invalid_property_delete, "ErrorInvalidPropertyDelete" },
    { Code::invalid_property_for_exists, "ErrorInvalidPropertyForExists" },
    { Code::invalid_property_request, "ErrorInvalidPropertyRequest" },
    { Code::invalid_property_set, "ErrorInvalidPropertySet" },
    { Code::invalid_request, "ErrorInvalidRequest" },
    { Code::invalid_restriction, "ErrorInvalidRestriction" },
    { Code::invalid_server_version, "ErrorInvalidServerVersion" },
    { Code::invalid_smtp_address, "ErrorInvalidSmtpAddress" },
    { Code::invalid_sync_state_data, "ErrorInvalidSyncStateData" },
    { Code::irresolvable_conflict, "ErrorIrresolvableConflict" },
    { Code::item_not_found, "ErrorItemNotFound" },
    { Code::mailbox_store_unavailable, "ErrorMailboxStoreUnavailable" },
    { Code::mime_content_conversion_failed, "ErrorMimeContentConversionFailed" },
    { Code::missing_email_address, "ErrorMissingEmailAddress" },
    { Code::move_copy_failed, "ErrorMoveCopyFailed" },
    { Code::name_resolution_multiple_results, "ErrorNameResolutionMultipleResults" },
    { Code::name_resolution_no_mailbox, "ErrorNameResolutionNoMailbox" },
    { Code::name_resolution_no_results, "ErrorNameResolutionNoResults" },
    { Code::non_existent_mailbox, "ErrorNonExistentMailbox" },
    { Code::object_type_changed, "ErrorObjectTypeChanged" },
    { Code::parent_folder_not_found, "ErrorParentFolderNotFound" },
    { Code::quota_exceeded, "ErrorQuotaExceeded" },
    { Code::required_property_missing, "ErrorRequiredPropertyMissing" },
    { Code::resolve_names_invalid_folder_type, "ErrorResolveNamesInvalidFolderType" },
    { Code::resolve_names_only_one_contacts_folder_allowed, "ErrorResolveNamesOnlyOneContactsFolderAllowed" },
    { Code::schema_validation, "ErrorSchemaValidation" },
    { Code::server_busy, "ErrorServerBusy" },
    { Code::stale_object, "ErrorStaleObject" },
    { Code::unsupported_mime_conversion, "ErrorUnsupportedMimeConversion" },
    { Code::unsupported_path_for_query, "ErrorUnsupportedPathForQuery" },
    { Code::unsupported_path_for_sort_group, "ErrorUnsupportedPathForSortGroup" },
    { Code::update_property_mismatch, "ErrorUpdatePropertyMismatch" },
};

TEST(ResponseCode, IsSpelledAsTheProtocolDoes)
{
    for (auto const& [code, text] : spellings) EXPECT_EQ(response_code(code), text);
}

TEST(ResponseCode, IsThereForEveryCode)
{
    EXPECT_EQ(std::size(spellings), static_cast<std::size_t>(Code::update_property_mismatch) + 1);
    for (std::size_t i = 0; i < std::size(spellings); ++i)
        EXPECT_EQ(static_cast<std::size_t>(spellings[i].code), i) << spellings[i].text;
}

TEST(ResponseCode, ReadsBackAsTheCode)
{
    for (auto const& [code, text] : spellings) EXPECT_EQ(code_from(text), code);
    EXPECT_EQ(code_from("ErrorNobodyHasHeardOf"), std::nullopt);
    EXPECT_EQ(code_from("NoError"), std::nullopt);
}

TEST(ResponseCode, HasWordsForEveryCode)
{
    for (auto const& [code, text] : spellings) EXPECT_FALSE(exchange_text(code).empty()) << text;
    EXPECT_EQ(fail(Code::folder_not_found).value().message,
        "The specified folder could not be found in the store.");
}

TEST(Error, ShowsItsDetailToTheOperatorWhereItHasOne)
{
    EXPECT_EQ(for_operator({ Code::server_busy, "the store is busy", "database is locked" }),
        "the store is busy: database is locked");
    EXPECT_EQ(for_operator({ Code::server_busy, "the store is busy", "" }), "the store is busy");
    EXPECT_EQ(for_operator({ Code::ad_unavailable, "It cannot be asked.", "no route" }),
        "It cannot be asked: no route");
    EXPECT_EQ(for_operator({ Code::ad_unavailable, "It cannot be asked.", "" }), "It cannot be asked.");
}

TEST(Error, IsWhatAResultHoldsInsteadOfAValue)
{
    Result<int> const result = fail(Code::item_not_found, "Not there.", "row 7");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::item_not_found);
    EXPECT_EQ(result.error().message, "Not there.");
    EXPECT_EQ(result.error().detail, "row 7");
    EXPECT_TRUE(Result<>());
}

}
}
