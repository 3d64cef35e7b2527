// An exchange without a socket: a request's head in, the answer out.
#pragma once

#include "http/handler.hpp"

#include <future>
#include <vector>

namespace likeness::tests {

class FakeExchange final : public http::Exchange {
public:
    FakeExchange(
        std::string method, std::string target, std::vector<std::pair<std::string, std::string>> headers = {})
        : method_(std::move(method))
        , target_(std::move(target))
        , texts_(std::move(headers))
    {
        for (auto const& [name, value] : texts_) headers_.push_back({ name, value });
        head = {
            .method = method_, .target = target_, .headers = headers_, .peer = "127.0.0.1", .loopback = true
        };
    }

    http::Resume defer() override
    {
        struct Waiting final : http::Resume::Target {
            FakeExchange& owner;
            explicit Waiting(FakeExchange& exchange)
                : owner(exchange)
            {
            }
            http::Exchange& exchange() override { return owner; }
            void resume(http::Next next) override { owner.resumed_.set_value(next); }
        };
        deferred = true;
        return http::Resume(std::make_shared<Waiting>(*this));
    }

    /// Asks the handler and waits for the answer, from whichever thread it comes. Where the handler wants a body, it
    /// is given `sent` if that is no longer than it takes; else the answer is the server's own 413.
    http::Response& answer_of(http::Handler& handler, std::string_view sent = "")
    {
        if (after(handler.on_head(*this)) != http::Next::read_body) return response;
        if (sent.size() > body_max) {
            response.status = 413;
            return response;
        }
        body = base::as_bytes(sent);
        after(handler.on_body(*this));
        return response;
    }

    /// The value of a header line of the answer; "" when there is none.
    std::string header(std::string_view name) const
    {
        auto const lines = response.headers + std::string(response.shared_headers);
        auto const start = ("\r\n" + lines).find("\r\n" + std::string(name) + ": ");
        if (start == std::string::npos) return "";
        auto const value = start + name.size() + 2;
        return lines.substr(value, lines.find("\r\n", value) - value);
    }

    bool deferred = false;

private:
    http::Next after(http::Next next)
    {
        if (next != http::Next::wait) return next;
        next = resumed_.get_future().get();
        resumed_ = {};
        return next;
    }

    std::string method_;
    std::string target_;
    std::vector<std::pair<std::string, std::string>> texts_;
    std::vector<http::Header> headers_;
    std::promise<http::Next> resumed_;
};

}
