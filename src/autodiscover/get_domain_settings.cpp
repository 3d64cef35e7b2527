#include "autodiscover/get_domain_settings.hpp"

namespace likeness::autodiscover {

GetDomainSettings read_get_domain_settings(xml::Element const& message)
{
    auto const* const request = request_in(message);
    return { .domains = texts_in(request, "Domains", "Domain"),
        .settings = texts_in(request, "RequestedSettings", "Setting") };
}

std::string write_get_domain_settings(GetDomainSettings const& request, std::string_view to)
{
    RequestWriter envelope(domain_settings_names.operation, to);
    auto& writer = envelope.body();
    open_request(writer, "a:GetDomainSettingsRequestMessage", "a:Domains");
    for (auto const& domain : request.domains) writer.element("a:Domain", domain);
    close_request(writer, request.settings);
    return envelope.finish();
}

std::string write_get_domain_settings_response(
    SettingsAnswer const& answer, Spellings const& spellings, ServerBuild const& build)
{
    return write_settings_response(domain_settings_names, answer, spellings, build);
}

base::BasicResult<ReceivedSettings, Fault> read_get_domain_settings_response(
    base::ByteView bytes, std::string_view charset)
{
    return read_settings_response(domain_settings_names, bytes, charset);
}

}
