// A Transport that answers what a test tells it to, and keeps what it was sent.
#pragma once

#include "base/bytes.hpp"
#include "likeness/transport.hpp"

#include <functional>
#include <memory>

namespace likeness::tests {

inline exchange::HttpResponse response(int status, std::string_view type, std::string_view body)
{
    return {
        .status = status, .content_type = std::string(type), .body = base::copy_of(base::as_bytes(body))
    };
}

inline exchange::HttpResponse soap(std::string_view body, int status = 200)
{
    return response(status, "text/xml; charset=utf-8", body);
}

/// To somebody unknown, as Exchange says it.
inline exchange::HttpResponse wants_sign_in(std::vector<std::string> challenges)
{
    return { .status = 401, .challenges = std::move(challenges) };
}

class ScriptedTransport final : public exchange::Transport {
public:
    using Script = std::function<exchange::Result<exchange::HttpResponse>(exchange::HttpRequest const&)>;

    explicit ScriptedTransport(Script script)
        : script_(std::move(script))
    {
    }
    exchange::Result<exchange::HttpResponse> send(exchange::HttpRequest const& request) noexcept override
    {
        requests.push_back(request);
        return script_(request);
    }

    std::vector<exchange::HttpRequest> requests;

private:
    Script script_;
};

inline std::shared_ptr<ScriptedTransport> scripted(ScriptedTransport::Script script)
{
    return std::make_shared<ScriptedTransport>(std::move(script));
}

inline std::shared_ptr<ScriptedTransport> always(exchange::HttpResponse const& answer)
{
    return scripted(
        [=](exchange::HttpRequest const&) { return exchange::Result<exchange::HttpResponse>(answer); });
}

}
