// What GetUserSettings and GetDomainSettings have in common: their codes, and what is answered for a user or a domain.
// Source: spec/autodiscover.md 2 and 4.
#pragma once

#include <string>
#include <vector>

namespace likeness {

/// Autodiscover's own vocabulary of outcomes, which is not that of EWS.
enum class SettingsCode {
    no_error,
    redirect_address, ///< The redirect target is another address: start again with it.
    redirect_url, ///< The redirect target is a URL: ask there.
    invalid_user,
    invalid_request,
    invalid_setting, ///< There is no such name.
    setting_is_not_available, ///< There is, and it has no value here.
    server_busy,
    invalid_domain,
    not_federated,
    internal_server_error,
};

struct Setting {
    std::string name;
    std::string value;

    friend bool operator==(Setting const&, Setting const&) = default;
};

struct SettingError {
    SettingsCode code = SettingsCode::invalid_setting;
    std::string message;
    std::string name;

    friend bool operator==(SettingError const&, SettingError const&) = default;
};

/// What is answered for one user or one domain. With any other code than no_error both lists are empty.
struct FoundSettings {
    SettingsCode code = SettingsCode::no_error;
    std::string message;
    std::string redirect_target; ///< Empty where nothing redirects.
    std::vector<SettingError> errors;
    std::vector<Setting> settings;

    friend bool operator==(FoundSettings const&, FoundSettings const&) = default;
};

/// The whole answer: one of `found` for each user or domain of the request, in its order; none where the request as a
/// whole is refused.
struct SettingsAnswer {
    SettingsCode code = SettingsCode::no_error;
    std::string message;
    std::vector<FoundSettings> found;

    friend bool operator==(SettingsAnswer const&, SettingsAnswer const&) = default;
};

}
