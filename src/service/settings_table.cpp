#include "service/settings_table.hpp"

#include "core/limits.hpp"
#include "service/legacy_dn.hpp"
#include "service/published_urls.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace likeness::service {

namespace {

struct Subject {
    Person const* person; // nullptr for a domain.
    Publication const& publication;
};

struct Row {
    std::string_view name;
    std::string (*value_of)(Subject const&);
};

// What the document calls EwsSupportedSchemas: every version whose requests are read.
constexpr std::string_view supported_schemas
    = "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, "
      "Exchange2013_SP1, Exchange2015, Exchange2016";

std::string ews(Subject const& subject)
{
    return ews_url(subject.publication);
}

std::string photos(Subject const& subject)
{
    return photos_url(subject.publication);
}

std::string version(Subject const& subject)
{
    return padded_build(subject.publication.build);
}

std::string dn(Subject const& subject)
{
    return legacy_dn_of(subject.person->id);
}

// Inside and outside are one: there is one URL, and it is the public one. A person and their mailbox are one as well;
// exchangelib gives up where it is not told MailboxDN.
constexpr std::array<Row, 15> user_rows { {
    { "UserDisplayName", [](Subject const& subject) { return subject.person->display_name; } },
    { "UserDN", dn },
    { "MailboxDN", dn },
    { "UserDeploymentId",
        [](Subject const& subject) { return base::to_string(subject.publication.deployment); } },
    { "AutoDiscoverSMTPAddress",
        [](Subject const& subject) { return subject.person->primary_address().text(); } },
    { "InternalEwsUrl", ews },
    { "ExternalEwsUrl", ews },
    { "InternalPhotosUrl", photos },
    { "ExternalPhotosUrl", photos },
    { "CasVersion", version },
    { "MailboxVersion", version },
    { "ExternalEwsVersion", version },
    { "EwsSupportedSchemas", [](Subject const&) { return std::string(supported_schemas); } },
    { "GroupingInformation", [](Subject const& subject) { return subject.publication.site; } },
    { "UserMSOnline", [](Subject const&) { return std::string("False"); } },
} };

constexpr std::array<Row, 2> domain_rows { { { "ExternalEwsUrl", ews }, { "ExternalEwsVersion", version } } };

// The other names of the enumeration: a client may ask for them, and there is nothing of the kind here. The last one
// is asked for by newer clients than the enumeration.
constexpr auto unavailable = std::to_array<std::string_view>({
    "InternalMailboxServer",
    "InternalRpcClientServer",
    "InternalMailboxServerDN",
    "InternalEcpUrl",
    "InternalEcpVoicemailUrl",
    "InternalEcpEmailSubscriptionsUrl",
    "InternalEcpTextMessagingUrl",
    "InternalEcpDeliveryReportUrl",
    "InternalEcpRetentionPolicyTagsUrl",
    "InternalEcpPublishingUrl",
    "InternalEcpPhotoUrl",
    "InternalEcpConnectUrl",
    "InternalEcpTeamMailboxUrl",
    "InternalEcpTeamMailboxCreatingUrl",
    "InternalEcpTeamMailboxEditingUrl",
    "InternalEcpTeamMailboxHidingUrl",
    "InternalEcpExtensionInstallationUrl",
    "InternalEmwsUrl",
    "InternalOABUrl",
    "InternalUMUrl",
    "InternalWebClientUrls",
    "PublicFolderServer",
    "ActiveDirectoryServer",
    "ExternalMailboxServer",
    "ExternalMailboxServerRequiresSSL",
    "ExternalMailboxServerAuthenticationMethods",
    "EcpVoicemailUrlFragment",
    "EcpEmailSubscriptionsUrlFragment",
    "EcpTextMessagingUrlFragment",
    "EcpDeliveryReportUrlFragment",
    "EcpRetentionPolicyTagsUrlFragment",
    "EcpPublishingUrlFragment",
    "EcpPhotoUrlFragment",
    "EcpConnectUrlFragment",
    "EcpTeamMailboxUrlFragment",
    "EcpTeamMailboxCreatingUrlFragment",
    "EcpTeamMailboxEditingUrlFragment",
    "EcpExtensionInstallationUrlFragment",
    "ExternalEcpUrl",
    "ExternalEcpVoicemailUrl",
    "ExternalEcpEmailSubscriptionsUrl",
    "ExternalEcpTextMessagingUrl",
    "ExternalEcpDeliveryReportUrl",
    "ExternalEcpRetentionPolicyTagsUrl",
    "ExternalEcpPublishingUrl",
    "ExternalEcpPhotoUrl",
    "ExternalEcpConnectUrl",
    "ExternalEcpTeamMailboxUrl",
    "ExternalEcpTeamMailboxCreatingUrl",
    "ExternalEcpTeamMailboxEditingUrl",
    "ExternalEcpTeamMailboxHidingUrl",
    "ExternalEcpExtensionInstallationUrl",
    "ExternalEmwsUrl",
    "ExternalOABUrl",
    "ExternalUMUrl",
    "ExternalWebClientUrls",
    "CrossOrganizationSharingEnabled",
    "AlternateMailboxes",
    "InternalPop3Connections",
    "ExternalPop3Connections",
    "InternalImap4Connections",
    "ExternalImap4Connections",
    "InternalSmtpConnections",
    "ExternalSmtpConnections",
    "InternalServerExclusiveConnect",
    "MobileMailboxPolicy",
    "DocumentSharingLocations",
    "InternalMailboxServerAuthenticationMethods",
    "SPMySiteHostURL",
    "SiteMailboxCreationURL",
    "InternalRpcHttpServer",
    "InternalRpcHttpConnectivityRequiresSsl",
    "InternalRpcHttpAuthenticationMethod",
    "ExternalServerExclusiveConnect",
    "ExchangeRpcUrl",
    "ShowGalAsDefaultView",
    "InteropExternalEwsUrl",
    "InteropExternalEwsVersion",
    "PublicFolderInformation",
    "RedirectUrl",
    "EwsPartnerUrl",
    "CertPrincipalName",
    "MapiHttpEnabled",
});

template <class Range> bool has(Range const& texts, std::string_view text)
{
    return std::ranges::find(texts, text) != std::ranges::end(texts);
}

// What a table makes of the names that are asked for.
class Answering {
public:
    Answering(std::string_view kind, std::span<Row const> rows, std::span<std::string_view const> others)
        : kind_(kind)
        , rows_(rows)
        , others_(others)
    {
    }

    FoundSettings answer(Subject const& subject, std::vector<std::string> const& names) const
    {
        FoundSettings found { .message = "No error." };
        std::vector<std::string_view> done;
        for (auto const& name : names) {
            if (has(done, name)) continue;
            done.push_back(name);
            add(found, subject, name);
        }
        return found;
    }

private:
    void add(FoundSettings& found, Subject const& subject, std::string const& name) const
    {
        auto const row = std::ranges::find(rows_, name, &Row::name);
        if (row != rows_.end())
            found.settings.push_back({ name, row->value_of(subject) });
        else if (has(others_, name))
            found.errors.push_back({ SettingsCode::setting_is_not_available,
                std::string(kind_) + " setting '" + name + "' is not available.", name });
        else
            found.errors.push_back({ SettingsCode::invalid_setting,
                std::string(kind_) + " setting '" + name + "' is invalid.", name });
    }

    std::string_view kind_;
    std::span<Row const> rows_;
    std::span<std::string_view const> others_;
};

SettingsAnswer refused(std::string message)
{
    return { .code = SettingsCode::invalid_request, .message = std::move(message), .found = {} };
}

std::string at_most(std::size_t limit)
{
    return " At most " + std::to_string(limit) + " are answered.";
}

}

std::optional<SettingsAnswer> refusal_of(
    std::vector<std::string> const& subjects, std::vector<std::string> const& settings)
{
    if (subjects.empty()) return refused("The request names nobody to tell the settings of.");
    if (settings.empty()) return refused("The request names no settings.");
    if (subjects.size() > limits::settings_subjects_max)
        return refused(
            "The request names too many users or domains." + at_most(limits::settings_subjects_max));
    if (settings.size() > limits::settings_names_max)
        return refused("The request names too many settings." + at_most(limits::settings_names_max));
    if (subjects.size() * settings.size() > limits::settings_answers_max)
        return refused(
            "The request names too many users times settings." + at_most(limits::settings_answers_max));
    if (std::ranges::any_of(
            settings, [](std::string const& name) { return name.size() > limits::settings_name_bytes_max; }))
        return refused("The name of a setting is too long.");
    return std::nullopt;
}

FoundSettings settings_of(
    Person const& person, Publication const& publication, std::vector<std::string> const& settings)
{
    return Answering("User", user_rows, unavailable).answer({ &person, publication }, settings);
}

FoundSettings settings_of_domain(Publication const& publication, std::vector<std::string> const& settings)
{
    return Answering("Domain", domain_rows, {}).answer({ nullptr, publication }, settings);
}

FoundSettings not_told(Error const& error)
{
    bool const may_help_to_come_back = error.code == Code::server_busy || error.code == Code::ad_unavailable
        || error.code == Code::internal_server_transient_error;
    if (may_help_to_come_back)
        return { .code = SettingsCode::server_busy,
            .message = "The server cannot service this request right now. Try again later." };
    return { .code = SettingsCode::internal_server_error, .message = "An internal server error occurred." };
}

}
