#include "endpoints/http_status.hpp"

namespace likeness::endpoints {

int http_status_of(Code code)
{
    switch (code) {
    case Code::cannot_create_contact_in_non_contact_folder:
    case Code::cannot_delete_object:
    case Code::cannot_use_folder_id_for_item_id:
    case Code::cannot_use_item_id_for_folder_id:
    case Code::change_key_required_for_write_operations:
    case Code::contains_filter_wrong_type:
    case Code::content_conversion_failed:
    case Code::delete_distinguished_folder:
    case Code::duplicate_soap_header:
    case Code::exceeded_find_count_limit:
    case Code::folder_exists:
    case Code::incorrect_schema_version:
    case Code::incorrect_update_property_count:
    case Code::invalid_change_key:
    case Code::invalid_extended_property:
    case Code::invalid_extended_property_value:
    case Code::invalid_fractional_paging_parameters:
    case Code::invalid_id:
    case Code::invalid_id_empty:
    case Code::invalid_id_malformed:
    case Code::invalid_id_not_an_item_attachment_id:
    case Code::invalid_indexed_paging_parameters:
    case Code::invalid_name_for_name_resolution:
    case Code::invalid_operation:
    case Code::invalid_paging_max_rows:
    case Code::invalid_photo_size:
    case Code::invalid_property_append:
    case Code::invalid_property_delete:
    case Code::invalid_property_for_exists:
    case Code::invalid_property_request:
    case Code::invalid_property_set:
    case Code::invalid_request:
    case Code::invalid_restriction:
    case Code::invalid_server_version:
    case Code::invalid_smtp_address:
    case Code::invalid_sync_state_data:
    case Code::mime_content_conversion_failed:
    case Code::missing_email_address:
    case Code::move_copy_failed:
    case Code::name_resolution_multiple_results:
    case Code::object_type_changed:
    case Code::required_property_missing:
    case Code::resolve_names_invalid_folder_type:
    case Code::resolve_names_only_one_contacts_folder_allowed:
    case Code::schema_validation:
    case Code::unsupported_mime_conversion:
    case Code::unsupported_path_for_query:
    case Code::unsupported_path_for_sort_group:
    case Code::update_property_mismatch: return 400;
    case Code::access_denied:
    case Code::impersonate_user_denied: return 403;
    case Code::folder_not_found:
    case Code::invalid_attachment_id:
    case Code::item_not_found:
    case Code::name_resolution_no_mailbox:
    case Code::name_resolution_no_results:
    case Code::non_existent_mailbox:
    case Code::parent_folder_not_found: return 404;
    case Code::attachment_size_limit_exceeded:
    case Code::data_size_limit_exceeded: return 413;
    case Code::internal_server_error: return 500;
    case Code::ad_unavailable:
    case Code::batch_processing_stopped:
    case Code::internal_server_transient_error:
    case Code::mailbox_store_unavailable:
    case Code::server_busy: return 503;
    case Code::irresolvable_conflict:
    case Code::stale_object: return 409;
    case Code::quota_exceeded: return 507;
    }
    return 500;
}

}
