#include "endpoints/http_status.hpp"

namespace likeness::endpoints {

int http_status_of(Code code)
{
    switch (code) {
    case Code::cannot_use_item_id_for_folder_id:
    case Code::content_conversion_failed:
    case Code::duplicate_soap_header:
    case Code::exceeded_find_count_limit:
    case Code::incorrect_schema_version:
    case Code::invalid_change_key:
    case Code::invalid_fractional_paging_parameters:
    case Code::invalid_id_empty:
    case Code::invalid_id_malformed:
    case Code::invalid_indexed_paging_parameters:
    case Code::invalid_name_for_name_resolution:
    case Code::invalid_operation:
    case Code::invalid_paging_max_rows:
    case Code::invalid_photo_size:
    case Code::invalid_request:
    case Code::invalid_server_version:
    case Code::invalid_smtp_address:
    case Code::invalid_sync_state_data:
    case Code::missing_email_address:
    case Code::name_resolution_multiple_results:
    case Code::resolve_names_invalid_folder_type:
    case Code::resolve_names_only_one_contacts_folder_allowed:
    case Code::schema_validation: return 400;
    case Code::access_denied:
    case Code::impersonate_user_denied: return 403;
    case Code::folder_not_found:
    case Code::item_not_found:
    case Code::name_resolution_no_mailbox:
    case Code::name_resolution_no_results:
    case Code::non_existent_mailbox: return 404;
    case Code::data_size_limit_exceeded: return 413;
    case Code::internal_server_error: return 500;
    case Code::ad_unavailable:
    case Code::internal_server_transient_error:
    case Code::server_busy: return 503;
    }
    return 500;
}

}
