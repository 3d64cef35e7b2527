#include "apps/likeness/client/server_finder.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/messages.hpp"
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

}

struct ServerFinder::Parts {
    ServerOptions const& options;
    Profile profile;
    client::Trust trust;
    client::SignInOptions sign_in;
    client::ConnectionPoints connection_points;
    std::optional<client::ServerCache> cache; ///< Opened for the first search.
    PasswordKeeper passwords;
    client::DnsServiceLookup services { std::chrono::duration_cast<std::chrono::seconds>(
        client::limits::discovery_step_time_max) };
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
    auto sign_in = sign_in_options(options);
    if (!sign_in) return tl::unexpected(sign_in.error());
    auto points = connection_points(options.directory);
    if (!points) return tl::unexpected(points.error());
    return ServerFinder(std::make_unique<Parts>(options, std::move(profile), *std::move(trust),
        *std::move(sign_in), *std::move(points), std::nullopt, PasswordKeeper(options)));
}

client::Discovered ServerFinder::search(
    EmailAddress const& email, Kept kept, std::function<void(client::Step const&)> on_step)
{
    auto const user = user_or(email.text());
    if (!parts_->cache) parts_->cache = open_cache();
    client::DiscoveryOptions options {
        .cache = parts_->cache ? &*parts_->cache : nullptr,
        .asks_cache = kept == Kept::may_be_used,
        .user = user,
        .connection_points = parts_->connection_points,
        .services = &parts_->services,
        .trust = parts_->trust,
        .sign_in = parts_->sign_in,
        .credentials
        = [this, user](std::string const& host) { return parts_->passwords.credentials_for(user, host); },
        .transport = transport_of(parts_->options, parts_->profile),
        .on_step = std::move(on_step),
    };
    return client::discover(email, options);
}

Outcome<Reached> ServerFinder::reach(EndpointOf endpoint_of, std::string const& email, Kept kept)
{
    auto const& options = parts_->options;
    auto const given = options.url.empty() ? parts_->profile.url : options.url;
    // Whoever names a server and no user asks as nobody.
    auto const user = given.empty() ? user_or(email) : user_or({});
    if (!given.empty()) {
        auto const url = client::parse_url(given);
        if (!url) return tl::unexpected(url.error());
        return reach_at(*url, endpoint_of, user).map([&](Reached reached) {
            if (options.url.empty()) reached.profile = profile_name(options);
            return reached;
        });
    }
    auto address = EmailAddress::parse(user);
    if (!address) address = EmailAddress::parse(email);
    if (!address)
        return fail(FailureKind::invalid_request, "no server is named, and no address to find one by",
            "give --url, or --user as an address");
    auto found = search(*address, kept);
    if (!found.server) return tl::unexpected(with_advice(found.server.error(), *address));
    return reach_at(found.server->ews, endpoint_of, user).map([&](Reached reached) {
        reached.source = found.server->source;
        reached.options.public_addresses_only = found.server->public_addresses_only;
        return reached;
    });
}

Outcome<Reached> ServerFinder::reach_at(
    client::Url const& base, EndpointOf endpoint_of, std::string const& user)
{
    auto endpoint = endpoint_of(base);
    if (!endpoint) return tl::unexpected(endpoint.error());
    client::HttpClientOptions wanted {
        .endpoint = *std::move(endpoint),
        .request_time_max = std::chrono::seconds(parts_->options.timeout_s),
        .transport = transport_of(parts_->options, parts_->profile),
    };
    if (!user.empty()) {
        // The address is judged first: nobody is to type a password that is then refused its way.
        if (auto const checked = client::check_may_carry_credentials(wanted.endpoint); !checked)
            return tl::unexpected(checked.error());
        auto credentials = parts_->passwords.credentials_for(user, wanted.endpoint.host);
        if (!credentials) return tl::unexpected(credentials.error());
        wanted.credentials = *std::move(credentials);
    }
    // As nobody: no ticket is shown to a server that was only named.
    if (!user.empty() || !parts_->options.schemes.empty() || parts_->sign_in.token)
        wanted.sign_in = parts_->sign_in;
    // What the server has taken before is used at once.
    auto const known = client::sign_in_scheme_from(parts_->profile.scheme);
    if (known && parts_->options.url.empty()
        && std::ranges::find(wanted.sign_in.schemes, *known) != wanted.sign_in.schemes.end())
        wanted.sign_in.schemes = { *known };
    return Reached { .options = std::move(wanted), .user = user };
}

std::string ServerFinder::user_or(std::string const& email) const
{
    if (!parts_->options.user.empty()) return parts_->options.user;
    // A profile's user belongs to its server.
    if (parts_->options.url.empty() && !parts_->profile.user.empty()) return parts_->profile.user;
    return email;
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
