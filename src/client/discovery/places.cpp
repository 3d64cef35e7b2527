#include "client/discovery/places.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

using Clock = std::chrono::steady_clock;

// A connection of its own: probes run beside each other.
Outcome<HttpAnswer> sent_once(TransportOptions const& options, HttpRequest const& request)
{
    auto transport = Transport::open(options);
    if (!transport) return tl::unexpected(transport.error());
    return transport->send(request);
}

}

struct Places::Session {
    Transport transport;
    std::optional<SignInSession> sign_in;
    bool has_refused
        = false; ///< Whom it refused once it is not asked again for: accounts are locked by that.
};

Places::Places(DiscoveryOptions const& options, RedirectJudge const& judge)
    : options_(options)
    , judge_(judge)
    , deadline_(Clock::now() + options.time_max)
    , on_stop_(options.stop, [this] { stop_.request_stop(); })
{
}

Places::~Places()
{
    stop_.request_stop();
}

std::chrono::milliseconds Places::time_left() const
{
    return std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
}

HttpRequest Places::bounded(HttpRequest request) const
{
    request.time_max = std::max(std::chrono::milliseconds(1), std::min(time_left(), options_.step_time_max));
    request.answer_bytes_max = limits::discovery_answer_bytes_max;
    request.stop = stop_.get_token();
    request.public_addresses_only = !judge_.may_be_private(request.url.host);
    return request;
}

void Places::begin_to_probe(Url const& url)
{
    if (options_.sender) return; // It takes one request at a time: each in its turn.
    auto const request = bounded({ .url = url });
    probes_[to_string(url)] = std::async(std::launch::async,
        [transport = options_.transport, request] { return sent_once(transport, request); });
}

Outcome<HttpAnswer> Places::probe(Url const& url)
{
    auto const begun = probes_.extract(to_string(url));
    if (!begun.empty()) return begun.mapped().get();
    return send({ .url = url });
}

Outcome<HttpAnswer> Places::send(HttpRequest request)
{
    return session_at(request.url.host).and_then([&](Session* session) {
        return send_by(session->transport, bounded(std::move(request)));
    });
}

Outcome<HttpAnswer> Places::send_signed(HttpAnswer offer, HttpRequest request)
{
    tried_.clear();
    auto const session = session_at(request.url.host);
    if (!session) return tl::unexpected(session.error());
    if ((*session)->has_refused) {
        tried_ = (*session)->sign_in->tried();
        return offer;
    }
    if (!(*session)->sign_in) {
        auto credentials = credentials_for(request.url.host);
        if (!credentials) return tl::unexpected(credentials.error());
        (*session)->sign_in.emplace(SignInMeans { options_.sign_in, *std::move(credentials) });
    }
    auto answer = (*session)->sign_in->ask_after(std::move(offer), bounded(std::move(request)),
        [&](HttpRequest const& next) { return send_by((*session)->transport, next); });
    tried_ = (*session)->sign_in->tried();
    (*session)->has_refused = answer && answer->status == 401 && !tried_.empty();
    return answer;
}

Outcome<std::optional<Credentials>> Places::credentials_for(std::string const& host) const
{
    if (!options_.credentials) return std::nullopt;
    auto credentials = options_.credentials(host);
    if (!credentials || !*credentials) return credentials;
    return check_sendable(**credentials).map([&] { return *std::move(credentials); });
}

Outcome<HttpAnswer> Places::send_by(Transport& transport, HttpRequest const& request) const
{
    if (request.stop.stop_requested()) return fail(FailureKind::cancelled, "it was cancelled");
    return options_.sender ? options_.sender->send(request) : transport.send(request);
}

Outcome<Places::Session*> Places::session_at(std::string const& host)
{
    auto& session = sessions_[host];
    if (!session) {
        auto transport = Transport::open(options_.transport);
        if (!transport) return tl::unexpected(transport.error());
        session = std::make_unique<Session>(Session { *std::move(transport), std::nullopt, false });
    }
    return session.get();
}

}
