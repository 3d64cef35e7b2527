// GetDomainSettings on the wire, both ways.
// Source: spec/autodiscover.md 4.
#pragma once

#include "autodiscover/settings_message.hpp"
#include "core/operations/get_domain_settings.hpp"

namespace likeness::autodiscover {

inline constexpr SettingsNames domain_settings_names {
    .operation = "GetDomainSettings",
    .subjects = "Domains",
    .responses = "DomainResponses",
    .response = "DomainResponse",
    .setting_errors = "DomainSettingErrors",
    .setting_error = "DomainSettingError",
    .settings = "DomainSettings",
    .setting = "DomainSetting",
    .setting_type = "DomainStringSetting",
    .redirect_comes_last = true,
};

/// In: the GetDomainSettingsRequestMessage element. What is missing is empty, and refused by the operation.
GetDomainSettings read_get_domain_settings(xml::Element const& message);

/// The whole envelope, to be sent to the URL `to`.
std::string write_get_domain_settings(GetDomainSettings const& request, std::string_view to);

/// The whole envelope, for HTTP status 200 whatever the answer says.
std::string write_get_domain_settings_response(
    SettingsAnswer const& answer, Spellings const& spellings, ServerBuild const& build);

/// As read_settings_response.
base::BasicResult<ReceivedSettings, Fault> read_get_domain_settings_response(
    base::ByteView bytes, std::string_view charset);

}
