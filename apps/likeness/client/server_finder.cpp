#include "apps/likeness/client/server_finder.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/messages.hpp"
#include "client/discovery/registrable_domain.hpp"
#include "client/private_folder.hpp"

#include <algorithm>
#include <cstdlib>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

Outcome<std::vector<std::string>> domains_in(std::vector<std::string> const& texts)
{
    std::vector<std::string> domains;
    for (auto const& text : texts) {
        auto domain = client::parse_trusted_domain(text);
        if (!domain) return tl::unexpected(domain.error());
        domains.push_back(*std::move(domain));
    }
    return domains;
}

std::vector<std::string> joined(std::vector<std::string> texts, std::vector<std::string> const& more)
{
    texts.insert(texts.end(), more.begin(), more.end());
    return texts;
}

// An approval outlives the search that asked for it, in a profile alone.
Outcome<client::Trust> trust_of(ServerOptions const& options, Profile const& profile)
{
    auto domains = domains_in(joined(profile.trusted, options.trusted));
    if (!domains) return tl::unexpected(domains.error());
    auto private_domains = domains_in(joined(profile.allowed_private, options.allowed_private));
    if (!private_domains) return tl::unexpected(private_domains.error());
    return client::Trust { *std::move(domains), *std::move(private_domains) };
}

Outcome<Profile> profile_of(ServerOptions const& options)
{
    auto const file = profile_file(profile_name(options));
    // Without a folder for profiles there is none, which matters to nobody who did not name one.
    if (!file && options.profile.empty()) return Profile {};
    if (!file) return tl::unexpected(client_failure_from(file.error()));
    auto profile = read_profile(*file);
    if (!profile) return tl::unexpected(client_failure_from(profile.error()));
    if (!*profile && !options.profile.empty())
        return fail(FailureKind::invalid_request, "there is no profile " + printable(options.profile),
            "`likeness login --list` shows which there are, `likeness login --profile` makes one");
    return (*profile).value_or(Profile {});
}

// A cache that cannot be used costs a search each time, nothing else.
std::optional<client::ServerCache> open_cache()
{
    auto folder = client::xdg_folder(std::getenv("XDG_CACHE_HOME"), std::getenv("HOME"), ".cache",
        std::filesystem::path("likeness") / "servers");
    auto cache = folder ? std::optional(client::ServerCache::open(*std::move(folder))) : std::nullopt;
    return cache && *cache ? std::optional(**std::move(cache)) : std::nullopt;
}

// What the search came to in the end is seldom all that one needs to know.
client::Failure with_advice(client::Failure failure, EmailAddress const& address)
{
    if (failure.kind == FailureKind::invalid_request || failure.kind == FailureKind::cancelled)
        return failure;
    failure.detail += fmt::format("{}`likeness discover {} --verbose` tells every step",
        failure.detail.empty() ? "" : "; ", address.text());
    return failure;
}

client::TransportOptions transport_of(ServerOptions const& options, Profile const& profile)
{
    return { .ca_file = options.cacert.empty() ? profile.cacert : options.cacert,
        .connect_to = options.connect_to,
        .proxy = options.proxy };
}

std::chrono::milliseconds within_timeout(ServerOptions const& options, std::chrono::milliseconds usual)
{
    return std::min<std::chrono::milliseconds>(usual, std::chrono::seconds(options.timeout_s));
}

bool is_within_any(std::string_view host, std::vector<std::string> const& domains)
{
    return std::ranges::any_of(
        domains, [&](std::string const& domain) { return client::is_within(host, domain); });
}

// Whom the environment names it names for every command: somebody of another domain does not mean this address.
bool is_standing_stranger(std::string const& user, EmailAddress const& address)
{
    if (!stands_in_environment(user, "LIKENESS_USER")) return false;
    auto const own = EmailAddress::parse(user);
    return own && own->folded_domain() != address.folded_domain()
        && !client::have_same_registrable_domain(own->folded_domain(), address.folded_domain());
}

// What the server has taken before is used at once.
client::SignInOptions sign_in_by(client::SignInOptions const& options, Profile const& profile)
{
    auto const known = client::sign_in_scheme_from(profile.scheme);
    bool const may_be_used = known && std::ranges::find(options.schemes, *known) != options.schemes.end();
    return may_be_used ? narrowed(options, *known) : options;
}

}

// What counts for a server: what the options say, with or without a profile. A profile is for its own server and for its
// own user: what it says must reach nobody to whom another address leads.
struct ServerFinder::Means {
    Profile profile;
    client::Trust trust;
};

struct ServerFinder::Parts {
    ServerOptions const& options;
    Means with_profile;
    Means without_profile;
    client::SignInOptions sign_in;
    client::ConnectionPoints connection_points;
    PasswordKeeper passwords;
    std::optional<client::ServerCache> cache; ///< Opened for the first search.
    client::DnsServiceLookup services { std::chrono::duration_cast<std::chrono::seconds>(
        within_timeout(options, client::limits::discovery_step_time_max)) };
};

ServerFinder::ServerFinder(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts))
{
}

ServerFinder::ServerFinder(ServerFinder&&) noexcept = default;
ServerFinder& ServerFinder::operator=(ServerFinder&&) noexcept = default;
ServerFinder::~ServerFinder() = default;

Outcome<ServerFinder> ServerFinder::open(ServerOptions const& options)
{
    return profile_of(options).and_then(
        [&](Profile profile) { return open_with(options, std::move(profile)); });
}

Outcome<ServerFinder> ServerFinder::open_anew(ServerOptions const& options)
{
    return open_with(options, {});
}

Outcome<ServerFinder> ServerFinder::open_with(ServerOptions const& options, Profile profile)
{
    auto trust = trust_of(options, profile);
    if (!trust) return tl::unexpected(trust.error());
    auto own_trust = trust_of(options, {});
    if (!own_trust) return tl::unexpected(own_trust.error());
    auto sign_in = sign_in_options(options);
    if (!sign_in) return tl::unexpected(sign_in.error());
    auto points = connection_points(options.directory);
    if (!points) return tl::unexpected(points.error());
    PasswordKeeper passwords(options, profile.user);
    return ServerFinder(std::make_unique<Parts>(options, Means { std::move(profile), *std::move(trust) },
        Means { {}, *std::move(own_trust) }, *std::move(sign_in), *std::move(points), std::move(passwords)));
}

client::Discovered ServerFinder::search(
    EmailAddress const& email, Kept kept, std::function<void(client::Step const&)> on_step)
{
    auto const& parts = *parts_;
    auto const& means = means_for(email);
    auto const user = user_for(email);
    if (!parts_->cache) parts_->cache = open_cache();
    client::DiscoveryOptions options {
        .cache = parts_->cache ? &*parts_->cache : nullptr,
        .asks_cache = kept == Kept::may_be_used,
        .user = user,
        .connection_points = parts.connection_points,
        .services = &parts_->services,
        .trust = means.trust,
        .sign_in = parts.sign_in,
        .credentials =
            [this, user](std::string const& host) {
                return parts_->passwords.credentials_for(
                    user, { .host = host, .schemes = parts_->sign_in.schemes, .may_do_without = true });
            },
        .transport = transport_of(parts.options, means.profile),
        .step_time_max = within_timeout(parts.options, client::limits::discovery_step_time_max),
        .time_max = within_timeout(parts.options, client::limits::discovery_time_max),
        .on_step = std::move(on_step),
    };
    return client::discover(email, options);
}

Outcome<Reached> ServerFinder::reach(EndpointOf endpoint_of, std::string const& email, Kept kept)
{
    auto const& options = parts_->options;
    if (options.url.empty())
        return parts_->with_profile.profile.url.empty() ? reach_found(endpoint_of, email, kept)
                                                        : reach_profile(endpoint_of);
    // Whoever names a server and no user asks as nobody.
    return client::parse_url(options.url).and_then([&](client::Url const& url) {
        return reach_at(url, endpoint_of, options.user, parts_->without_profile);
    });
}

Outcome<Reached> ServerFinder::reach_profile(EndpointOf endpoint_of)
{
    auto const& options = parts_->options;
    auto const& means = parts_->with_profile;
    auto const url = client::parse_url(means.profile.url);
    if (!url) return tl::unexpected(url.error());
    auto const& user = options.user.empty() ? means.profile.user : options.user;
    return reach_at(*url, endpoint_of, user, means).map([&](Reached reached) {
        reached.profile = profile_name(options);
        // What the search held to, what it found is held to for as long as it is kept.
        reached.options.public_addresses_only
            = means.profile.public_addresses_only && !is_within_any(url->host, means.trust.private_domains);
        return reached;
    });
}

Outcome<Reached> ServerFinder::reach_found(EndpointOf endpoint_of, std::string const& email, Kept kept)
{
    auto const address = address_to_search(email);
    if (!address)
        return fail(FailureKind::invalid_request, "no server is named, and no address to find one by",
            "give --url, or --user as an address");
    auto found = search(*address, kept);
    if (!found.server) return tl::unexpected(with_advice(found.server.error(), *address));
    return reach_at(found.server->ews, endpoint_of, user_for(*address), means_for(*address))
        .map([&](Reached reached) {
            reached.source = found.server->source;
            reached.options.public_addresses_only = found.server->public_addresses_only;
            return reached;
        });
}

Outcome<Reached> ServerFinder::reach_at(
    client::Url const& base, EndpointOf endpoint_of, std::string const& user, Means const& means)
{
    auto endpoint = endpoint_of(base);
    if (!endpoint) return tl::unexpected(endpoint.error());
    client::HttpClientOptions wanted {
        .endpoint = *std::move(endpoint),
        .request_time_max = std::chrono::seconds(parts_->options.timeout_s),
        .transport = transport_of(parts_->options, means.profile),
    };
    auto const sign_in = sign_in_by(parts_->sign_in, means.profile);
    if (!user.empty()) {
        // The address is judged first: nobody is to type a password that is then refused its way.
        if (auto const checked = client::check_may_carry_credentials(wanted.endpoint); !checked)
            return tl::unexpected(checked.error());
        auto credentials = parts_->passwords.credentials_for(
            user, { .host = wanted.endpoint.host, .schemes = sign_in.schemes });
        if (!credentials) return tl::unexpected(credentials.error());
        wanted.credentials = *std::move(credentials);
    }
    // As nobody: no ticket is shown to a server that was only named.
    if (!user.empty() || !parts_->options.schemes.empty() || sign_in.token) wanted.sign_in = sign_in;
    return Reached { .options = std::move(wanted), .user = user };
}

std::string ServerFinder::user_for(EmailAddress const& address) const
{
    auto const& named = parts_->options.user;
    return named.empty() || is_standing_stranger(named, address) ? address.text() : named;
}

ServerFinder::Means const& ServerFinder::means_for(EmailAddress const& address) const
{
    auto const own = EmailAddress::parse(parts_->with_profile.profile.user);
    return own && *own == address ? parts_->with_profile : parts_->without_profile;
}

std::optional<EmailAddress> ServerFinder::address_to_search(std::string const& email) const
{
    auto const& named = parts_->options.user;
    auto address = EmailAddress::parse(named.empty() ? parts_->with_profile.profile.user : named);
    if (!address) address = EmailAddress::parse(email);
    return address ? std::optional(*std::move(address)) : std::nullopt;
}

bool ServerFinder::may_be_out_of_date(client::Failure const& failure)
{
    switch (failure.kind) {
    case FailureKind::network:
    case FailureKind::tls:
    case FailureKind::private_address:
    case FailureKind::redirected:
    case FailureKind::protocol: return true;
    default: return false;
    }
}

}
