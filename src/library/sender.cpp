#include "library/sender.hpp"

#include "client/printable.hpp"
#include "library/to_client.hpp"

namespace likeness::exchange {

namespace {

// What is neither this nor a protocol's failure is the network's.
client::FailureKind kind_from(FailureKind kind)
{
    switch (kind) {
    case FailureKind::tls: return client::FailureKind::tls;
    case FailureKind::cancelled: return client::FailureKind::cancelled;
    case FailureKind::protocol: return client::FailureKind::protocol;
    case FailureKind::internal: return client::FailureKind::internal;
    case FailureKind::private_address: return client::FailureKind::private_address;
    case FailureKind::invalid_request:
    case FailureKind::sign_in:
    case FailureKind::denied:
    case FailureKind::not_found:
    case FailureKind::refused:
    case FailureKind::network:
    case FailureKind::redirected:
    case FailureKind::server_busy:
    case FailureKind::server_error: break;
    }
    return client::FailureKind::network;
}

HttpRequest request_from(client::HttpRequest const& request)
{
    HttpRequest sent { .method = request.method == client::Method::get ? "GET" : "POST",
        .url = to_string(request.url),
        .if_none_match = request.if_none_match,
        .content_type = request.content_type,
        .body = request.body,
        .public_addresses_only = request.public_addresses_only,
        .time_max = request.time_max,
        .answer_bytes_max = request.answer_bytes_max };
    if (!request.sign_in) return sent;
    sent.scheme = scheme_from(request.sign_in->scheme);
    sent.user = request.sign_in->credentials.user;
    sent.password = request.sign_in->credentials.password;
    sent.token = request.sign_in->token;
    return sent;
}

}

client::Outcome<client::HttpAnswer> TransportSender::send(client::HttpRequest const& request)
{
    auto sent = transport_->send(request_from(request));
    if (!sent) {
        auto const& failure = sent.failure();
        return client::fail(kind_from(failure.kind), failure.message, client::printable(failure.detail));
    }
    if (sent->body.size() > request.answer_bytes_max)
        return client::fail(
            client::FailureKind::protocol, request.url.host + " sends a larger answer than is read");
    return client::HttpAnswer { .status = sent->status,
        .content_type = std::move(sent->content_type),
        .etag = std::move(sent->etag),
        .location = std::move(sent->location),
        .challenges = std::move(sent->challenges),
        .soap_enabled = sent->soap_enabled,
        .retry_after = sent->retry_after,
        .body = std::move(sent->body) };
}

}
