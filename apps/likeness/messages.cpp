#include "apps/likeness/messages.hpp"

#include "base/printable.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace likeness::app {

namespace {

std::string_view advice_for(Code code)
{
    switch (code) {
    case Code::non_existent_mailbox:
        return "`likeness admin person list` shows who there is, `likeness admin person add` adds somebody";
    case Code::server_busy: return "another program holds the store or the renderer: try again in a moment";
    case Code::internal_server_transient_error:
        return "try again; if it happens again, `likeness admin check` tells whether the data directory is "
               "sound";
    case Code::internal_server_error:
        return "`likeness admin check` tells whether the data directory is sound";
    case Code::invalid_photo_size:
        return "the sizes are HR48x48, 64, 96, 120, 240, 360, 432, 504 and HR648x648";
    case Code::invalid_smtp_address: return "an address looks like sadie@contoso.com";
    case Code::content_conversion_failed: return "give a JPEG, PNG, GIF, WebP or TIFF picture";
    case Code::access_denied:
    case Code::ad_unavailable:
    case Code::attachment_size_limit_exceeded:
    case Code::batch_processing_stopped:
    case Code::cannot_create_contact_in_non_contact_folder:
    case Code::cannot_delete_object:
    case Code::cannot_use_folder_id_for_item_id:
    case Code::cannot_use_item_id_for_folder_id:
    case Code::change_key_required_for_write_operations:
    case Code::contains_filter_wrong_type:
    case Code::data_size_limit_exceeded:
    case Code::delete_distinguished_folder:
    case Code::duplicate_soap_header:
    case Code::exceeded_find_count_limit:
    case Code::folder_exists:
    case Code::folder_not_found:
    case Code::impersonate_user_denied:
    case Code::incorrect_schema_version:
    case Code::incorrect_update_property_count:
    case Code::invalid_attachment_id:
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
    case Code::invalid_property_append:
    case Code::invalid_property_delete:
    case Code::invalid_property_for_exists:
    case Code::invalid_property_request:
    case Code::invalid_property_set:
    case Code::invalid_request:
    case Code::invalid_restriction:
    case Code::invalid_server_version:
    case Code::invalid_sync_state_data:
    case Code::irresolvable_conflict:
    case Code::item_not_found:
    case Code::mailbox_store_unavailable:
    case Code::mime_content_conversion_failed:
    case Code::missing_email_address:
    case Code::move_copy_failed:
    case Code::name_resolution_multiple_results:
    case Code::name_resolution_no_mailbox:
    case Code::name_resolution_no_results:
    case Code::object_type_changed:
    case Code::parent_folder_not_found:
    case Code::quota_exceeded:
    case Code::required_property_missing:
    case Code::resolve_names_invalid_folder_type:
    case Code::resolve_names_only_one_contacts_folder_allowed:
    case Code::schema_validation:
    case Code::stale_object:
    case Code::unsupported_mime_conversion:
    case Code::unsupported_path_for_query:
    case Code::unsupported_path_for_sort_group:
    case Code::update_property_mismatch: return {};
    }
    return {};
}

}

std::string printable(std::string_view text)
{
    return base::without_controls(text);
}

std::string grouped(std::size_t number)
{
    auto digits = std::to_string(number);
    for (auto at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

void tell_line(std::string_view text)
{
    // One call, so that the lines of two threads or processes do not mix.
    auto const line = "likeness: " + printable(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string system_reason()
{
    return std::generic_category().message(errno);
}

std::string reason_of(Error const& error)
{
    std::string_view message = error.message;
    if (message.ends_with('.')) message.remove_suffix(1);
    return error.detail.empty() ? std::string(message) : fmt::format("{}: {}", message, error.detail);
}

ExitCode report_failure(std::string_view tried, Error const& error)
{
    tell("cannot {}: {}", tried, reason_of(error));
    if (auto const advice = advice_for(error.code); !advice.empty()) tell("{}", advice);
    return exit_code_of(error.code);
}

ExitCode finish(std::string_view tried, Result<void> const& result)
{
    return result ? ExitCode::ok : report_failure(tried, result.error());
}

}
