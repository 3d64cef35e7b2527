// Code and Error: why something could not be done, in the protocol's own words.
// Source: EWS ResponseCodeType, without the word Error (spec/soap.md 6 and 9).
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness {

/// Each edge (HTTP status, SOAP fault, response message, exit code) owns one table from these.
enum class Code {
    access_denied,
    ad_unavailable, ///< The directory cannot be asked.
    attachment_size_limit_exceeded,
    batch_processing_stopped, ///< The store failed amid a batch; this part of it was not tried.
    cannot_create_contact_in_non_contact_folder,
    cannot_delete_object,
    cannot_use_folder_id_for_item_id,
    cannot_use_item_id_for_folder_id,
    change_key_required_for_write_operations,
    contains_filter_wrong_type,
    content_conversion_failed, ///< The bytes are no picture that can be read.
    data_size_limit_exceeded, ///< The bytes, or the pixels in them, are over a limit.
    delete_distinguished_folder,
    duplicate_soap_header,
    exceeded_find_count_limit,
    folder_exists,
    folder_not_found,
    impersonate_user_denied,
    incorrect_schema_version, ///< The request uses what is newer than the version it names.
    incorrect_update_property_count,
    internal_server_error, ///< A bug, or a store that is broken.
    internal_server_transient_error, ///< The store or the renderer failed this time; trying again may help.
    invalid_attachment_id,
    invalid_change_key,
    invalid_extended_property,
    invalid_extended_property_value,
    invalid_fractional_paging_parameters,
    invalid_id,
    invalid_id_empty,
    invalid_id_malformed, ///< An id that this server has not given out.
    invalid_id_not_an_item_attachment_id,
    invalid_indexed_paging_parameters,
    invalid_name_for_name_resolution, ///< Nothing that people could be found by.
    invalid_operation, ///< The state of things forbids it, such as a name that is taken.
    invalid_paging_max_rows,
    invalid_photo_size,
    invalid_property_append,
    invalid_property_delete,
    invalid_property_for_exists,
    invalid_property_request,
    invalid_property_set,
    invalid_request,
    invalid_restriction,
    invalid_server_version, ///< The request names a version that there is not.
    invalid_smtp_address,
    invalid_sync_state_data,
    irresolvable_conflict, ///< Somebody else has changed it meanwhile.
    item_not_found,
    mailbox_store_unavailable,
    mime_content_conversion_failed,
    missing_email_address, ///< The caller has no mailbox of their own and names no other.
    move_copy_failed,
    name_resolution_multiple_results, ///< A warning: the answer holds them.
    name_resolution_no_mailbox,
    name_resolution_no_results,
    non_existent_mailbox, ///< Nobody has this address.
    object_type_changed,
    parent_folder_not_found,
    quota_exceeded, ///< The mailbox holds as much as it may.
    required_property_missing,
    resolve_names_invalid_folder_type,
    resolve_names_only_one_contacts_folder_allowed,
    schema_validation, ///< The request is no XML, or not of the form that the schema asks for.
    server_busy, ///< A queue is full or a lock is held; try again later.
    stale_object,
    unsupported_mime_conversion,
    unsupported_path_for_query,
    unsupported_path_for_sort_group,
    update_property_mismatch,
};

struct Error {
    Code code = Code::internal_server_error;
    std::string message; ///< Safe to show a client.
    std::string detail; ///< For the operator only: paths, SQL, a library's text. May be empty.
};

template <class Value = void> using Result = base::BasicResult<Value, Error>;

inline tl::unexpected<Error> fail(Code code, std::string message, std::string detail = {})
{
    return tl::unexpected(Error { code, std::move(message), std::move(detail) });
}

/// The code as ResponseCodeType spells it, with the word Error: "ErrorItemNotFound".
std::string_view response_code(Code code);

/// The code that response_code spells this way; nullopt for any other text.
std::optional<Code> code_from(std::string_view response_code);

/// The words that Exchange sends with a code: some programs compare them.
std::string_view exchange_text(Code code);

/// A failure in Exchange's own words.
tl::unexpected<Error> fail(Code code);

/// The message and, behind a colon, the detail: for an operator's eyes.
std::string for_operator(Error const& error);

}
