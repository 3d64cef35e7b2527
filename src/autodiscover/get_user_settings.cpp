#include "autodiscover/get_user_settings.hpp"

#include "base/ascii.hpp"

namespace likeness::autodiscover {

GetUserSettings read_get_user_settings(xml::Element const& message)
{
    auto const* const request = request_in(message);
    auto const* const users = request ? request->child(autodiscover, "Users") : nullptr;
    GetUserSettings read { .mailboxes = {}, .settings = texts_in(request, "RequestedSettings", "Setting") };
    for (auto const* user = users ? users->first_child : nullptr; user; user = user->next) {
        if (!user->is(autodiscover, "User")) continue;
        auto const* const mailbox = user->child(autodiscover, "Mailbox");
        read.mailboxes.emplace_back(mailbox ? base::trim(mailbox->text) : std::string_view());
    }
    return read;
}

std::string write_get_user_settings(GetUserSettings const& request, std::string_view to)
{
    RequestWriter envelope(user_settings_names.operation, to);
    auto& writer = envelope.body();
    open_request(writer, "a:GetUserSettingsRequestMessage", "a:Users");
    for (auto const& mailbox : request.mailboxes) writer.open("a:User").element("a:Mailbox", mailbox).close();
    close_request(writer, request.settings);
    return envelope.finish();
}

std::string write_get_user_settings_response(
    SettingsAnswer const& answer, Spellings const& spellings, ServerBuild const& build)
{
    return write_settings_response(user_settings_names, answer, spellings, build);
}

base::BasicResult<ReceivedSettings, Fault> read_get_user_settings_response(
    base::ByteView bytes, std::string_view charset)
{
    return read_settings_response(user_settings_names, bytes, charset);
}

}
