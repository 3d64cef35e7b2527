#include "apps/likeness/exit_code.hpp"

#include <array>
#include <fmt/format.h>

namespace likeness::app {

namespace {

struct Meaning {
    ExitCode code;
    std::string_view text;
};

constexpr std::array meanings {
    Meaning { ExitCode::ok, "done" },
    Meaning { ExitCode::failure, "it could not be done" },
    Meaning { ExitCode::usage, "the command line, the configuration or an address in it is wrong" },
    Meaning { ExitCode::not_found, "there is no such person, account or photo" },
    Meaning { ExitCode::sign_in, "the sign-in was refused" },
    Meaning { ExitCode::network, "the server could not be reached" },
    Meaning { ExitCode::tls, "the server's certificate is not trusted, or TLS failed" },
    Meaning { ExitCode::unavailable, "the server, store or renderer is busy or failing: try again" },
    Meaning { ExitCode::partial, "some of a batch failed, the rest is done" },
    Meaning { ExitCode::interrupted, "interrupted; what was reported as done is done" },
};

}

ExitCode exit_code_of(Code code)
{
    switch (code) {
    case Code::invalid_id:
    case Code::invalid_id_empty:
    case Code::invalid_id_malformed:
    case Code::invalid_name_for_name_resolution:
    case Code::invalid_photo_size:
    case Code::invalid_request:
    case Code::invalid_smtp_address:
    case Code::missing_email_address: return ExitCode::usage;
    case Code::folder_not_found:
    case Code::invalid_attachment_id:
    case Code::item_not_found:
    case Code::name_resolution_no_mailbox:
    case Code::name_resolution_no_results:
    case Code::non_existent_mailbox:
    case Code::parent_folder_not_found: return ExitCode::not_found;
    case Code::access_denied:
    case Code::impersonate_user_denied: return ExitCode::sign_in;
    case Code::ad_unavailable:
    case Code::batch_processing_stopped:
    case Code::internal_server_error:
    case Code::internal_server_transient_error:
    case Code::mailbox_store_unavailable:
    case Code::server_busy: return ExitCode::unavailable;
    case Code::attachment_size_limit_exceeded:
    case Code::cannot_create_contact_in_non_contact_folder:
    case Code::cannot_delete_object:
    case Code::cannot_use_folder_id_for_item_id:
    case Code::cannot_use_item_id_for_folder_id:
    case Code::change_key_required_for_write_operations:
    case Code::contains_filter_wrong_type:
    case Code::content_conversion_failed:
    case Code::data_size_limit_exceeded:
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
    case Code::invalid_id_not_an_item_attachment_id:
    case Code::invalid_indexed_paging_parameters:
    case Code::invalid_operation:
    case Code::invalid_paging_max_rows:
    case Code::invalid_property_append:
    case Code::invalid_property_delete:
    case Code::invalid_property_for_exists:
    case Code::invalid_property_request:
    case Code::invalid_property_set:
    case Code::invalid_restriction:
    case Code::invalid_server_version:
    case Code::invalid_sync_state_data:
    case Code::irresolvable_conflict:
    case Code::mime_content_conversion_failed:
    case Code::move_copy_failed:
    case Code::name_resolution_multiple_results:
    case Code::object_type_changed:
    case Code::quota_exceeded:
    case Code::required_property_missing:
    case Code::resolve_names_invalid_folder_type:
    case Code::resolve_names_only_one_contacts_folder_allowed:
    case Code::schema_validation:
    case Code::stale_object:
    case Code::unsupported_mime_conversion:
    case Code::unsupported_path_for_query:
    case Code::unsupported_path_for_sort_group:
    case Code::update_property_mismatch: return ExitCode::failure;
    }
    return ExitCode::failure;
}

std::string exit_code_table()
{
    std::string table;
    for (auto const& [code, text] : meanings)
        table += fmt::format("  {:>3}  {}\n", static_cast<int>(code), text);
    return table;
}

}
