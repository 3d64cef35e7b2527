// Places: servers of the search that are asked whether Autodiscover is there, several at once and anonymously, and each
// one's session once it is signed in to.
#pragma once

#include "client/discovery/discovery.hpp"
#include "client/http/sign_in_session.hpp"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <stop_token>

namespace likeness::client {

/// One call at a time. What is still under way when it ends is broken off.
class Places {
public:
    /// References must outlive it.
    Places(DiscoveryOptions const& options, RedirectJudge const& judge);
    ~Places();
    Places(Places const&) = delete;
    Places& operator=(Places const&) = delete;

    /// Begins to ask, by a GET that says nothing of anybody, so that `probe` need not wait as long.
    void begin_to_probe(Url const& url);

    /// What is answered there to a GET that says nothing of anybody.
    Outcome<HttpAnswer> probe(Url const& url);

    /// The request as it is, unsigned. In: a URL that was judged.
    Outcome<HttpAnswer> send(HttpRequest request);

    /// The request, signed in to as `offer` says that it may be. In: a URL that was judged.
    Outcome<HttpAnswer> send_signed(HttpAnswer offer, HttpRequest request);

    /// What was tried for the last send_signed.
    std::vector<SignInScheme> const& tried() const { return tried_; }

    bool is_out_of_time() const { return time_left() <= std::chrono::milliseconds(0); }

private:
    struct Session;

    std::chrono::milliseconds time_left() const;
    HttpRequest bounded(HttpRequest request) const;
    Outcome<HttpAnswer> send_by(Transport& transport, HttpRequest const& request) const;
    Outcome<Session*> session_at(std::string const& host);
    Outcome<std::optional<Credentials>> credentials_for(std::string const& host) const;

    DiscoveryOptions const& options_;
    RedirectJudge const& judge_;
    std::chrono::steady_clock::time_point deadline_;
    std::vector<SignInScheme> tried_;
    std::map<std::string, std::unique_ptr<Session>> sessions_;
    std::stop_source stop_;
    std::stop_callback<std::function<void()>> on_stop_; ///< Whoever searches has had enough.
    std::map<std::string, std::future<Outcome<HttpAnswer>>>
        probes_; ///< Ends first: it waits for its threads.
};

}
