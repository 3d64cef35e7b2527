// An HttpSender that answers what a test tells it to, without a socket, and keeps what it was sent.
#pragma once

#include "client/http/http_client.hpp"

#include <functional>
#include <mutex>
#include <vector>

namespace likeness::tests {

class ScriptedSender final : public client::HttpSender {
public:
    using Script = std::function<client::HttpAnswer(client::HttpRequest const&)>;

    explicit ScriptedSender(Script script)
        : script_(std::move(script))
    {
    }
    /// Always the same answer.
    explicit ScriptedSender(client::HttpAnswer answer)
        : script_([answer = std::move(answer)](client::HttpRequest const&) { return answer; })
    {
    }

    client::Outcome<client::HttpAnswer> send(client::HttpRequest const& request) override
    {
        std::lock_guard const lock(mutex_);
        requests_.push_back(request);
        return script_(request);
    }

    std::vector<client::HttpRequest> requests() const
    {
        std::lock_guard const lock(mutex_);
        return requests_;
    }

private:
    Script script_;
    mutable std::mutex mutex_;
    std::vector<client::HttpRequest> requests_;
};

/// SOAP with this HTTP status.
inline client::HttpAnswer soap(std::string_view body, int status = 200)
{
    return { .status = status,
        .content_type = "text/xml; charset=utf-8",
        .body = base::copy_of(base::as_bytes(body)) };
}

}
