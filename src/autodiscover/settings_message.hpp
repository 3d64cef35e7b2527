// The messages of GetUserSettings and GetDomainSettings, which have one shape and different names.
// Source: spec/autodiscover.md 2 and 4.
#pragma once

#include "autodiscover/envelope.hpp"
#include "core/operations/settings.hpp"

#include <span>

namespace likeness::autodiscover {

/// What one of the two operations calls its parts.
struct SettingsNames {
    std::string_view operation; ///< "GetUserSettings"; its messages are named after it.
    std::string_view subjects; ///< "Users"
    std::string_view responses; ///< "UserResponses"
    std::string_view response; ///< "UserResponse"
    std::string_view setting_errors; ///< "UserSettingErrors"
    std::string_view setting_error; ///< "UserSettingError"
    std::string_view settings; ///< "UserSettings"
    std::string_view setting; ///< "UserSetting"
    std::string_view setting_type; ///< "StringSetting"
    bool redirect_comes_last = false; ///< In the order of a response; else it is third.
};

/// Whether the element is the operation's request. Its namespace does not matter, and neither does Action.
bool is_request_of(SettingsNames const& names, xml::Element const& element);

/// What the request's Request element holds; nullptr where there is none.
xml::Element const* request_in(xml::Element const& message);

/// The texts, without blanks around them, of the children `name` of the child `list`. Empty where there are none.
std::vector<std::string> texts_in(xml::Element const* parent, std::string_view list, std::string_view name);

/// Opens the message of a request, up to and with the list of its subjects; then closes all of it, behind the settings.
void open_request(xml::Writer& writer, std::string_view message, std::string_view subjects);
void close_request(xml::Writer& writer, std::span<std::string const> settings);

std::string write_settings_response(SettingsNames const& names, SettingsAnswer const& answer,
    Spellings const& spellings, ServerBuild const& build);

/// An answer with what the server says of itself.
struct ReceivedSettings {
    SettingsAnswer answer;
    std::optional<ServerBuild> build;
};

/// Settings of another type than text are read over. Refused: as read_response; an answer to something else.
base::BasicResult<ReceivedSettings, Fault> read_settings_response(
    SettingsNames const& names, base::ByteView bytes, std::string_view charset);

}
