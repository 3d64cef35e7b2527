#include "autodiscover/settings_code.hpp"

namespace likeness::autodiscover {

namespace {

constexpr SettingsCode last_code = SettingsCode::internal_server_error;

}

std::string_view name_of(SettingsCode code)
{
    switch (code) {
    case SettingsCode::no_error: return "NoError";
    case SettingsCode::redirect_address: return "RedirectAddress";
    case SettingsCode::redirect_url: return "RedirectUrl";
    case SettingsCode::invalid_user: return "InvalidUser";
    case SettingsCode::invalid_request: return "InvalidRequest";
    case SettingsCode::invalid_setting: return "InvalidSetting";
    case SettingsCode::setting_is_not_available: return "SettingIsNotAvailable";
    case SettingsCode::server_busy: return "ServerBusy";
    case SettingsCode::invalid_domain: return "InvalidDomain";
    case SettingsCode::not_federated: return "NotFederated";
    case SettingsCode::internal_server_error: return "InternalServerError";
    }
    return "InternalServerError";
}

SettingsCode settings_code_from(std::string_view name)
{
    for (int i = 0; i <= static_cast<int>(last_code); ++i)
        if (name_of(static_cast<SettingsCode>(i)) == name) return static_cast<SettingsCode>(i);
    return SettingsCode::internal_server_error;
}

}
