#include "apps/likeness/serve/photo_server.hpp"

#include "apps/likeness/serve/directories.hpp"
#include "apps/likeness/serve/listen_address.hpp"
#include "autodiscover/v2.hpp"
#include "base/cores.hpp"
#include "directory/index/name_index_keeper.hpp"
#include "endpoints/autodiscover_endpoints.hpp"
#include "endpoints/change_watcher.hpp"
#include "endpoints/ews_endpoint.hpp"
#include "endpoints/metrics_endpoint.hpp"
#include "endpoints/photo_endpoint.hpp"
#include "endpoints/router.hpp"
#include "identity/joined_password_check.hpp"
#include "renderer/render_pool.hpp"
#include "rest/photo_request.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace likeness::app {

namespace {

using base::WorkerLane;

// The database answers from memory-mapped pages, mostly: a few threads keep it busy. Where people are asked for in a
// directory elsewhere, a thread may wait for seconds, and others must go on.
WorkerLane::Size store_lane_size(bool some_are_live)
{
    return { .threads = some_are_live ? 16u : 4u, .queue_max = 1024 };
}
// argon2id takes a core and 64 MiB for each verification: one core fewer than there are, so that a burst of sign-ins
// leaves pictures one.
unsigned verifications_max()
{
    return std::max(2u, base::available_cores()) - 1;
}
// Most threads of sign-ins wait, for a directory elsewhere or for a core.
WorkerLane::Size sign_in_lane_size(bool some_are_elsewhere)
{
    return { .threads = some_are_elsewhere ? 8u : verifications_max(), .queue_max = 64 };
}
WorkerLane::Size cpu_lane_size()
{
    return { .threads = verifications_max(), .queue_max = 64 };
}
// For whoever asks Autodiscover v2 without signing in.
constexpr WorkerLane::Size anonymous_lane_size { .threads = 1, .queue_max = 64 };
// One prepares while another writes: the database has one writer at a time.
constexpr WorkerLane::Size write_lane_size { .threads = 2, .queue_max = 256 };
// As many uploads at a time as there are renderers; each may hold a picture of 20 MiB while it waits.
constexpr unsigned renderers = 2;
constexpr WorkerLane::Size render_lane_size { .threads = renderers, .queue_max = 8 };

Result<void> check_listeners(PhotoServerOptions const& options)
{
    if (options.listeners.empty()) return fail(Code::invalid_request, "there is no address to listen on");
    for (auto const& listener : options.listeners) {
        if (listener.tls && !options.tls)
            return fail(Code::invalid_request,
                fmt::format(
                    "{} needs a certificate and its key: give --tls-cert and --tls-key", url_of(listener)));
        if (!listener.tls && !is_loopback(listener) && !options.allow_insecure_http)
            return fail(Code::invalid_request,
                fmt::format(
                    "{}:{} would carry passwords readably over the network: give --tls-cert and --tls-key, "
                    "listen on 127.0.0.1 behind a proxy that does TLS, or say --allow-insecure-http",
                    listener.address, listener.port));
    }
    return {};
}

std::string without_trailing_slash(std::string url)
{
    while (url.ends_with('/')) url.pop_back();
    return url;
}

// What stands in the challenge: the host of the public URL, as Exchange's realm does.
std::string realm_of(std::string_view url)
{
    auto const scheme = url.find("://");
    auto host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    auto const port = host.rfind(':');
    if (port != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, port);
    std::string realm(host);
    std::erase_if(realm, [](char letter) { return letter == '"' || letter == '\\' || letter < ' '; });
    return realm;
}

// Everybody, in the database and in directories elsewhere, and how they are found by name.
struct Everybody {
    Everybody(std::unique_ptr<storage::DataDirectory> opened, std::unique_ptr<ChangeFeed> changes_of_it,
        std::int64_t changes_head)
        : data(std::move(opened))
        , changes(std::move(changes_of_it))
        , head(changes_head)
        , tags(data->key())
        , names(data->people(), data->people(), { .report = [](std::string_view trouble) {
            spdlog::error("the index of names: {}", trouble);
        } })
    {
    }

    SystemClock clock;
    std::unique_ptr<storage::DataDirectory> data;
    std::unique_ptr<ChangeFeed> changes;
    /// Where the changes stood before the index of names began to read: what changes meanwhile is told to it.
    std::int64_t head;
    service::EntityTags tags;
    directory::NameIndexKeeper names;
    std::unique_ptr<Directories> directories;
};

Result<std::unique_ptr<Everybody>> open_everybody(PhotoServerOptions const& options)
{
    auto data = storage::DataDirectory::open(options.data, storage::OpenMode::create);
    if (!data) return tl::unexpected(data.error());
    auto feed = (*data)->open_change_feed();
    if (!feed) return tl::unexpected(feed.error());
    auto const before = (*feed)->after(0);
    if (!before) return tl::unexpected(before.error());
    auto everybody = std::make_unique<Everybody>(std::move(*data), std::move(*feed), before->head);
    auto directories = Directories::open(
        options.directories, { *everybody->data, everybody->names, everybody->tags, everybody->clock });
    if (!directories) return tl::unexpected(directories.error());
    everybody->directories = std::move(*directories);
    return everybody;
}

class JoinedServer final : public PhotoServer {
public:
    JoinedServer(PhotoServerOptions const& options, std::unique_ptr<Everybody> everybody);

    void watch_changes();
    Result<void> listen(PhotoServerOptions const& options);

    std::vector<http::Listener> listeners() const override { return server_->listeners(); }
    std::string const& public_url() const override { return public_url_; }
    void run() override;
    void stop() override { server_->stop(); }

private:
    endpoints::EwsParts ews_parts(PhotoServerOptions const& options);
    endpoints::AutodiscoverParts autodiscover_parts();
    std::vector<endpoints::Route> routes(PhotoServerOptions const& options);
    endpoints::Metrics read_metrics() const;
    std::vector<endpoints::MirrorMetrics> mirror_metrics() const;
    void apply(Changes const& changes);

    SystemClock clock_;
    std::unique_ptr<Everybody> everybody_;
    storage::DataDirectory& data_;
    Directories& directories_;
    std::string public_url_;

    identity::LocalPasswordCheck local_passwords_;
    identity::JoinedPasswordCheck passwords_;
    identity::SignInCache sign_in_cache_;
    identity::FailureThrottle throttle_;
    endpoints::AnswerCache cache_;
    endpoints::SignIn sign_in_;
    service::PhotoPolicy const policy_;
    service::ObjectIds ids_;
    std::unique_ptr<PhotoRenderer> renderer_;
    endpoints::PhotoAnswers photo_answers_;
    endpoints::PhotoEndpoint photo_endpoint_;
    endpoints::EwsEndpoint ews_endpoint_;
    Publication publication_; ///< Whole before the first request is read.
    endpoints::AutodiscoverSoapEndpoint autodiscover_soap_;
    endpoints::AutodiscoverPoxEndpoint autodiscover_pox_;
    endpoints::AutodiscoverV2Endpoint autodiscover_v2_;
    endpoints::MetricsEndpoint metrics_endpoint_;
    endpoints::Router router_;

    // Below what their jobs use, so that they end before it; the CPU lane hands jobs to the others.
    WorkerLane store_lane_;
    WorkerLane anonymous_lane_;
    WorkerLane write_lane_;
    WorkerLane render_lane_;
    WorkerLane sign_in_lane_;
    WorkerLane cpu_lane_;
    std::unique_ptr<endpoints::ChangeWatcher> watcher_;
    std::unique_ptr<http::Server> server_;
};

// The installation's name for itself: as stable as its key, and telling nothing of it.
base::Guid deployment_of(base::SecretKey const& key)
{
    base::Guid guid { base::keyed_hash(key, { base::as_bytes("deployment") }) };
    guid.bytes[6] = (guid.bytes[6] & std::byte { 0x0F }) | std::byte { 0x80 }; // RFC 9562: version 8,
    guid.bytes[8] = (guid.bytes[8] & std::byte { 0x3F }) | std::byte { 0x80 }; // its variant.
    return guid;
}

// Where clients that come to Autodiscover in the clear are sent: only where TLS is spoken by ourselves, or a proxy in
// front of us would have them come again and again.
std::string secure_url_of(PhotoServerOptions const& options, std::string_view public_url)
{
    bool const speaks_tls = std::ranges::any_of(options.listeners, &http::Listener::tls);
    if (!speaks_tls || !public_url.starts_with("https://")) return {};
    return std::string(public_url) + std::string(endpoints::autodiscover_pox_path);
}

std::string public_url_of(PhotoServerOptions const& options)
{
    if (!options.public_url.empty()) return without_trailing_slash(options.public_url);
    return url_of(options.listeners.front());
}

JoinedServer::JoinedServer(PhotoServerOptions const& options, std::unique_ptr<Everybody> everybody)
    : everybody_(std::move(everybody))
    , data_(*everybody_->data)
    , directories_(*everybody_->directories)
    , public_url_(public_url_of(options))
    , local_passwords_(data_.accounts(), directories_.people(),
          { .at_once = verifications_max(), .default_domain = options.default_domain })
    , passwords_({ local_passwords_, data_.accounts(), directories_.people(), directories_.sign_ins() })
    , sign_in_cache_(clock_, {})
    , throttle_(clock_, {})
    // Nothing tells us when somebody changes in a directory that is asked live: their pictures are asked for each time.
    , cache_(directories_.some_are_live() ? 0 : options.cache_bytes)
    , sign_in_({ passwords_, sign_in_cache_, throttle_, sign_in_lane_ }, realm_of(public_url_))
    , policy_(options.policy)
    , ids_(data_.key())
    , renderer_(renderer::make_render_pool({ .program
          = options.render_program.empty() ? renderer::default_render_program() : options.render_program,
          .processes = renderers,
          .waiting_max = render_lane_size.queue_max }))
    , photo_answers_({ data_.photos(), directories_.people(), cache_, store_lane_, clock_ },
          { .policy = policy_, .finish = { .version = options.version } })
    , photo_endpoint_(photo_answers_)
    , ews_endpoint_(ews_parts(options))
    , publication_ { .base_url = public_url_,
        .build = options.version.build,
        .deployment = deployment_of(data_.key()) }
    , autodiscover_soap_(autodiscover_parts())
    , autodiscover_pox_(autodiscover_parts())
    , autodiscover_v2_(autodiscover_parts())
    , metrics_endpoint_([this] { return read_metrics(); })
    , router_(sign_in_, routes(options))
    , store_lane_("store", store_lane_size(directories_.some_are_live()))
    , anonymous_lane_("anonymous", anonymous_lane_size)
    , write_lane_("write", write_lane_size)
    , render_lane_("render", render_lane_size)
    , sign_in_lane_("sign-in", sign_in_lane_size(!directories_.sign_ins().empty()))
    , cpu_lane_("cpu", cpu_lane_size())
{
}

endpoints::EwsParts JoinedServer::ews_parts(PhotoServerOptions const& options)
{
    service::MailboxPorts const mailboxes { directories_.people(), data_.mailboxes(), ids_, clock_ };
    return { .photos = photo_answers_,
        .cache = cache_,
        .set_photo = { .directory = directories_.people(),
            .photos = data_.photos(),
            .renderer = *renderer_,
            .tags = everybody_->tags,
            .clock = clock_,
            .policy = policy_,
            .write_back = directories_.write_back() },
        .mailboxes = mailboxes,
        .people = { .mailboxes = mailboxes,
            .names = directories_.names(),
            .photos = data_.photos(),
            .policy = policy_ },
        .impersonation = options.impersonation,
        .store_lane = store_lane_,
        .write_lane = write_lane_,
        .render_lane = render_lane_,
        .cpu_lane = cpu_lane_,
        .version = options.version };
}

endpoints::AutodiscoverParts JoinedServer::autodiscover_parts()
{
    return { directories_.people(), publication_, store_lane_, anonymous_lane_, clock_ };
}

std::vector<endpoints::Route> JoinedServer::routes(PhotoServerOptions const& options)
{
    using endpoints::Access;
    auto const photo_access = options.anonymous_photos ? Access::anyone : Access::signed_in;
    std::string const soap_enabled(endpoints::soap_enabled_line);
    return {
        { std::string(rest::photo_path), "GET, HEAD", photo_access, &photo_endpoint_ },
        { std::string(endpoints::ews_path), "POST", Access::signed_in, &ews_endpoint_ },
        { std::string(endpoints::autodiscover_soap_path), "POST", Access::signed_in, &autodiscover_soap_,
            soap_enabled },
        { .path = std::string(endpoints::autodiscover_pox_path),
            .allow = "GET, HEAD, POST",
            .access = Access::signed_in,
            .endpoint = &autodiscover_pox_,
            .headers = soap_enabled,
            .secure_url = secure_url_of(options, public_url_) },
        { .path = std::string(autodiscover::v2_path),
            .allow = "GET, HEAD",
            .access = Access::anyone,
            .endpoint = &autodiscover_v2_,
            .has_more_below = true },
        { "/metrics", "GET, HEAD", Access::signed_in, &metrics_endpoint_ },
    };
}

void JoinedServer::watch_changes()
{
    watcher_ = endpoints::ChangeWatcher::start_after(
        everybody_->head, std::move(everybody_->changes), [this](Changes const& changes) { apply(changes); });
}

void JoinedServer::apply(Changes const& changes)
{
    cache_.apply(changes);
    everybody_->names.apply(changes);
    // A new password must count at once, and an account's person may have another address now.
    bool const touches_sign_in = !changes.complete
        || std::ranges::any_of(
            changes.changes, [](Change const& change) { return change.kind != ChangeKind::photo; });
    if (touches_sign_in) sign_in_cache_.forget_all();
}

void JoinedServer::run()
{
    directories_.start([](std::string const& sentence) { spdlog::warn("{}", sentence); });
    server_->run();
}

Result<void> JoinedServer::listen(PhotoServerOptions const& options)
{
    auto server = http::Server::open({ .listeners = options.listeners,
                                         .tls = options.tls,
                                         .threads = options.threads,
                                         .limits = options.limits },
        router_);
    if (!server) return fail(Code::invalid_operation, server.error());
    server_ = std::move(*server);
    if (options.public_url.empty()) public_url_ = url_of(server_->listeners().front());
    publication_.base_url = public_url_;
    return {};
}

std::vector<endpoints::MirrorMetrics> JoinedServer::mirror_metrics() const
{
    std::vector<endpoints::MirrorMetrics> metrics;
    for (auto const& [name, status] : directories_.mirrors())
        metrics.push_back({ .name = name,
            .is_failing = status.is_failing,
            .last_success = status.last_success,
            .reads = status.successes,
            .full_reads = status.full_reads,
            .failures = status.failures,
            .people_found = status.people_found,
            .people_removed = status.people_removed,
            .people_held_back = status.people_held_back });
    return metrics;
}

endpoints::Metrics JoinedServer::read_metrics() const
{
    return { .http = server_->counters(),
        .cache = cache_.counters(),
        .sign_in_failures = sign_in_.failures(),
        .store_lane_waiting = store_lane_.waiting(),
        .cpu_lane_waiting = cpu_lane_.waiting(),
        .write_lane_waiting = write_lane_.waiting(),
        .render_lane_waiting = render_lane_.waiting(),
        .sign_in_lane_waiting = sign_in_lane_.waiting(),
        .names = everybody_->names.size(),
        .mirrors = mirror_metrics() };
}

}

Result<std::unique_ptr<PhotoServer>> PhotoServer::open(PhotoServerOptions const& options)
{
    if (auto checked = check_listeners(options); !checked) return tl::unexpected(checked.error());
    auto everybody = open_everybody(options);
    if (!everybody) return tl::unexpected(everybody.error());

    auto server = std::make_unique<JoinedServer>(options, std::move(*everybody));
    server->watch_changes();
    if (auto listening = server->listen(options); !listening) return tl::unexpected(listening.error());
    return server;
}

}
