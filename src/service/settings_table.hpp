// The settings of Autodiscover: which names there are, and how the value of each comes to be.
// Source: spec/autodiscover.md 3 and 4; the UserSettingName and DomainSettingName enumerations of the EWS Managed API.
#pragma once

#include "core/operations/settings.hpp"
#include "core/person.hpp"
#include "core/publication.hpp"

#include <optional>
#include <string_view>

namespace likeness::service {

/// What is wrong with a request for these users (or domains) and settings as a whole: none of either, or more than
/// limits::settings_subjects_max, settings_names_max or settings_name_bytes_max. nullopt: nothing.
std::optional<SettingsAnswer> refusal_of(
    std::vector<std::string> const& subjects, std::vector<std::string> const& settings);

/// Each setting in its order, with its value, or with the reason why there is none: invalid_setting for a name that
/// there is not, setting_is_not_available for one that has no value here. A name that is asked for twice is answered
/// once: clients keep them in a map, and one of them fails where a key comes twice.
FoundSettings settings_of(
    Person const& person, Publication const& publication, std::vector<std::string> const& settings);
FoundSettings settings_of_domain(Publication const& publication, std::vector<std::string> const& settings);

/// What is answered for a user or domain that the directory could not be asked about: server_busy where it may help to
/// come back, else internal_server_error.
FoundSettings not_told(Error const& error);

}
