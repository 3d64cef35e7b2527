#include "likeness/discovery.hpp"

#include "client/discovery/discovery.hpp"
#include "library/from_client.hpp"
#include "library/guarded.hpp"
#include "library/to_client.hpp"

#include <map>

namespace likeness::exchange {

namespace {

DiscoveryStep step_from(client::Step const& step)
{
    std::string const behind = step.detail.empty() ? "" : ": " + step.detail;
    return { .source = std::string(name_of(step.source)),
        .target = step.target,
        .finding = std::string(name_of(step.finding)),
        .detail = step.detail,
        .has_led_on = is_success(step.finding),
        .text = std::string(words_of(step.source)) + ": " + step.target + " "
            + std::string(words_of(step.finding)) + behind };
}

Result<std::vector<std::string>> domains_from(std::vector<std::string> const& texts)
{
    std::vector<std::string> domains;
    for (auto const& text : texts) {
        auto domain = client::parse_trusted_domain(text);
        if (!domain) return failure_from(domain.error());
        domains.push_back(*std::move(domain));
    }
    return domains;
}

Result<std::vector<client::Url>> json_servers_from(std::vector<std::string> const& hosts)
{
    std::vector<client::Url> urls;
    for (auto const& host : hosts) {
        auto url = client::parse_url(host);
        if (!url) return failure_from(url.error());
        urls.push_back(*std::move(url));
    }
    return urls;
}

// Asked once for each host, however often a search is led there.
client::Approval approval_from(std::function<bool(std::string const&)> const& approve)
{
    if (!approve) return {};
    return [approve, known = std::make_shared<std::map<std::string, bool>>()](std::string const& host) {
        auto const found = known->find(host);
        if (found != known->end()) return found->second;
        return known->emplace(host, approve(host)).first->second;
    };
}

// One that cannot be used costs a search each time, nothing else.
std::optional<client::ServerCache> cache_in(std::filesystem::path const& folder)
{
    if (folder.empty()) return std::nullopt;
    auto cache = client::ServerCache::open(folder);
    return cache ? std::optional(*std::move(cache)) : std::nullopt;
}

// What is asked of whom is the caller's word; what is asked by, everything else of the options.
Result<client::DiscoveryOptions> options_from(ClientOptions const& sign_in, DiscoveryOptions const& how)
{
    auto trusted = domains_from(how.trusted_domains);
    if (!trusted) return trusted.failure();
    auto private_domains = domains_from(how.private_domains);
    if (!private_domains) return private_domains.failure();
    auto json_servers = json_servers_from(how.json_hosts);
    if (!json_servers) return json_servers.failure();
    auto schemes = sign_in_options_from(sign_in);
    if (!schemes) return schemes.failure();
    client::DiscoveryOptions options {
        .asks_cache = how.asks_cache,
        .user = sign_in.user,
        .json_servers = *std::move(json_servers),
        .trust = { *std::move(trusted), *std::move(private_domains) },
        .approval = approval_from(how.approve),
        .sign_in = *std::move(schemes),
        .credentials = [given = credentials_from(sign_in)](std::string const&) { return given; },
        .transport = transport_options_from(sign_in),
        .sender = sender_from(sign_in),
        .step_time_max = bounded_time(how.step_time_max),
        .time_max = bounded_time(how.time_max),
        .stop = how.stop,
    };
    // What was found by a ticket or a token is kept apart from what somebody unknown finds.
    if (options.user.empty() && !client::SignInMeans { options.sign_in, std::nullopt }.is_anonymous())
        options.user = options.sign_in.account;
    if (how.connection_points)
        options.connection_points
            = [ask = how.connection_points](EmailAddress const& address) { return ask(address.text()); };
    if (how.on_step)
        options.on_step = [tell = how.on_step](client::Step const& step) { tell(step_from(step)); };
    return options;
}

Server server_from(client::FoundServer found, std::vector<client::Step> const& steps, std::string user)
{
    Server server { .url = to_string(found.ews),
        .email = std::move(found.known_as),
        .user = std::move(user),
        .display_name = std::move(found.display_name),
        .schemas = std::move(found.schemas),
        .public_addresses_only = found.public_addresses_only,
        .is_kept = found.source == client::Source::kept };
    for (auto const& step : steps) server.steps.push_back(step_from(step));
    return server;
}

Result<Server> discover_as(
    EmailAddress const& address, ClientOptions const& sign_in, DiscoveryOptions const& how)
{
    auto options = options_from(sign_in, how);
    if (!options) return options.failure();
    auto cache = cache_in(how.cache_folder);
    if (cache) options->cache = &*cache;
    client::DnsServiceLookup services(
        std::chrono::ceil<std::chrono::seconds>(bounded_time(how.step_time_max)));
    if (!sign_in.transport) options->services = &services;
    auto found = client::discover(address, *options);
    if (!found.server) return failure_from(std::move(found.server.error()));
    return server_from(*std::move(found.server), found.steps, sign_in.user);
}

}

Result<Server> discover(
    std::string_view email, ClientOptions const& sign_in, DiscoveryOptions const& how) noexcept
{
    return guarded([&]() -> Result<Server> {
        auto const address = EmailAddress::parse(email);
        if (!address)
            return Failure { FailureKind::invalid_request, address.error().message, address.error().detail };
        return discover_as(*address, with_user(sign_in, address->text()), how);
    });
}

}
