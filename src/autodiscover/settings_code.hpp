// SettingsCode as the wire spells it.
// Source: spec/autodiscover.md 2.
#pragma once

#include "core/operations/settings.hpp"

#include <string_view>

namespace likeness::autodiscover {

/// "SettingIsNotAvailable".
std::string_view name_of(SettingsCode code);

/// The code of this name; internal_server_error for a name that is none: it is no success, and nothing is known of it.
SettingsCode settings_code_from(std::string_view name);

}
