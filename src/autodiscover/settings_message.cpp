#include "autodiscover/settings_message.hpp"

#include "autodiscover/settings_code.hpp"
#include "base/ascii.hpp"

namespace likeness::autodiscover {

namespace {

std::string_view text_of(xml::Element const& parent, std::string_view name)
{
    auto const* const child = parent.child(autodiscover, name);
    return child ? base::trim(child->text) : std::string_view();
}

xml::Element::Children children_of(xml::Element const& parent, std::string_view list)
{
    auto const* const child = parent.child(autodiscover, list);
    return { child ? child->first_child : nullptr };
}

void write_outcome(xml::Writer& writer, SettingsCode code, std::string_view message)
{
    writer.element("ErrorCode", name_of(code)).element("ErrorMessage", message);
}

void write_redirect_target(xml::Writer& writer, std::string_view target)
{
    writer.open("RedirectTarget");
    if (target.empty()) writer.attribute("i:nil", "true");
    writer.text(target).close();
}

void write_setting_errors(
    xml::Writer& writer, SettingsNames const& names, std::vector<SettingError> const& errors)
{
    writer.open(names.setting_errors);
    for (auto const& error : errors) {
        writer.open(names.setting_error);
        write_outcome(writer, error.code, error.message);
        writer.element("SettingName", error.name).close();
    }
    writer.close();
}

void write_settings(xml::Writer& writer, SettingsNames const& names, std::vector<Setting> const& settings)
{
    writer.open(names.settings);
    for (auto const& setting : settings)
        writer.open(names.setting)
            .attribute("i:type", names.setting_type)
            .element("Name", setting.name)
            .element("Value", setting.value)
            .close();
    writer.close();
}

void write_found(xml::Writer& writer, SettingsNames const& names, FoundSettings const& found)
{
    writer.open(names.response);
    write_outcome(writer, found.code, found.message);
    if (!names.redirect_comes_last) write_redirect_target(writer, found.redirect_target);
    write_setting_errors(writer, names, found.errors);
    write_settings(writer, names, found.settings);
    if (names.redirect_comes_last) write_redirect_target(writer, found.redirect_target);
    writer.close();
}

FoundSettings read_found(SettingsNames const& names, xml::Element const& response)
{
    FoundSettings found { .code = settings_code_from(text_of(response, "ErrorCode")),
        .message = std::string(text_of(response, "ErrorMessage")),
        .redirect_target = std::string(text_of(response, "RedirectTarget")),
        .errors = {},
        .settings = {} };
    for (auto const& error : children_of(response, names.setting_errors))
        found.errors.push_back({ settings_code_from(text_of(error, "ErrorCode")),
            std::string(text_of(error, "ErrorMessage")), std::string(text_of(error, "SettingName")) });
    for (auto const& setting : children_of(response, names.settings))
        if (setting.child(autodiscover, "Value")) // The other types have lists of their own instead.
            found.settings.push_back(
                { std::string(text_of(setting, "Name")), std::string(text_of(setting, "Value")) });
    return found;
}

}

bool is_request_of(SettingsNames const& names, xml::Element const& element)
{
    constexpr std::string_view ending = "RequestMessage";
    return element.name.size() == names.operation.size() + ending.size()
        && element.name.starts_with(names.operation) && element.name.ends_with(ending);
}

xml::Element const* request_in(xml::Element const& message)
{
    return message.child(autodiscover, "Request");
}

std::vector<std::string> texts_in(xml::Element const* parent, std::string_view list, std::string_view name)
{
    std::vector<std::string> texts;
    if (!parent) return texts;
    for (auto const& child : children_of(*parent, list))
        if (child.is(autodiscover, name)) texts.emplace_back(base::trim(child.text));
    return texts;
}

void open_request(xml::Writer& writer, std::string_view message, std::string_view subjects)
{
    writer.open(message).open("a:Request").open(subjects);
}

void close_request(xml::Writer& writer, std::span<std::string const> settings)
{
    writer.close().open("a:RequestedSettings");
    for (auto const& setting : settings) writer.element("a:Setting", setting);
    writer.close().close().close();
}

std::string write_settings_response(SettingsNames const& names, SettingsAnswer const& answer,
    Spellings const& spellings, ServerBuild const& build)
{
    auto const name = std::string(names.operation) + "Response";
    auto const message = name + "Message";
    ResponseWriter response(action_of(name, spellings), spellings, build);
    auto& writer = response.body();
    writer.open(message).attribute("xmlns", spellings.autodiscover_uri());
    writer.open("Response").attribute("xmlns:i", instance_uri);
    write_outcome(writer, answer.code, answer.message);
    writer.open(names.responses);
    for (auto const& found : answer.found) write_found(writer, names, found);
    writer.close().close().close();
    return response.finish();
}

base::BasicResult<ReceivedSettings, Fault> read_settings_response(
    SettingsNames const& names, base::ByteView bytes, std::string_view charset)
{
    auto const received = read_response(bytes, charset);
    if (!received) return tl::unexpected(received.error());
    auto const name = std::string(names.operation) + "ResponseMessage";
    auto const* const response = received->content->is(autodiscover, name)
        ? received->content->child(autodiscover, "Response")
        : nullptr;
    if (!response) return tl::unexpected(Fault { FaultCode::client, "this is no answer to the request" });
    ReceivedSettings settings { .answer = { settings_code_from(text_of(*response, "ErrorCode")),
                                    std::string(text_of(*response, "ErrorMessage")), {} },
        .build = received->build };
    for (auto const& one : children_of(*response, names.responses))
        settings.answer.found.push_back(read_found(names, one));
    return settings;
}

}
