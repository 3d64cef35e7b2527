// GetUserSettings on the wire, both ways.
// Source: spec/autodiscover.md 2.
#pragma once

#include "autodiscover/settings_message.hpp"
#include "core/operations/get_user_settings.hpp"

namespace likeness::autodiscover {

inline constexpr SettingsNames user_settings_names {
    .operation = "GetUserSettings",
    .subjects = "Users",
    .responses = "UserResponses",
    .response = "UserResponse",
    .setting_errors = "UserSettingErrors",
    .setting_error = "UserSettingError",
    .settings = "UserSettings",
    .setting = "UserSetting",
    .setting_type = "StringSetting",
    .redirect_comes_last = false,
};

/// In: the GetUserSettingsRequestMessage element. What is missing is empty, and refused by the operation; a User
/// without a Mailbox is a mailbox without text. RequestedVersion is read over.
GetUserSettings read_get_user_settings(xml::Element const& message);

/// The whole envelope, to be sent to the URL `to`.
std::string write_get_user_settings(GetUserSettings const& request, std::string_view to);

/// The whole envelope, for HTTP status 200 whatever the answer says.
std::string write_get_user_settings_response(
    SettingsAnswer const& answer, Spellings const& spellings, ServerBuild const& build);

/// As read_settings_response.
base::BasicResult<ReceivedSettings, Fault> read_get_user_settings_response(
    base::ByteView bytes, std::string_view charset);

}
