// HttpClient: one server, asked within a time and signed in to, with redirects followed where that is safe.
// Source: spec/photos.md 9.4; spec/auth.md 9.
#pragma once

#include "client/http/http_failure.hpp"
#include "client/http/sign_in_session.hpp"

namespace likeness::client {

struct HttpClientOptions {
    Url endpoint; ///< The resource, as photo_endpoint or ews_endpoint makes it.
    /// nullopt: none, for Basic and NTLM. An address that a person names together with their user name is one that they
    /// chose to sign in to; one that was found must have been judged by RedirectJudge.
    std::optional<Credentials> credentials;
    std::chrono::milliseconds request_time_max
        = limits::request_time_max; ///< A question, redirects included.
    TransportOptions transport;
    SignInOptions sign_in;
    bool public_addresses_only = false; ///< For a server that was found: see HttpRequest.
    std::shared_ptr<HttpSender> sender; ///< In place of libcurl, for tests; nullptr: libcurl.
};

/// What holds for the next questions, beside the options: how long, until when, and who watches.
struct CallOptions {
    /// By which each of them must be answered, in place of request_time_max; nullopt: that holds.
    std::optional<std::chrono::steady_clock::time_point> deadline;
    std::stop_token stop;
    std::function<void(TransferProgress)> progress;
};

/// One call at a time, from any thread; a thread each may have its own.
class HttpClient {
public:
    /// Nothing is sent. Errors: invalid_request when the credentials would travel in the clear or cannot be
    /// written as Basic (a colon in the user name, a NUL, too long), or the CA file cannot be read; internal.
    static Outcome<HttpClient> open(HttpClientOptions options);

    /// In: a request to the endpoint; credentials and time are set here. A redirect is followed on the same host alone.
    /// A POST is sent again only where the server says that it is to be sent again as it is (307, 308).
    /// Errors: those of Transport::send; redirected; sign_in where a POST is redirected to Outlook's sign-in page.
    Outcome<HttpAnswer> ask(HttpRequest request);

    void set_call(CallOptions call) { call_ = std::move(call); }
    CallOptions const& call() const { return call_; }

    /// How a question is put, for judging its answer.
    Asked asked(bool with_validator) const;

    Url const& endpoint() const { return options_.endpoint; }
    std::string user() const; ///< Empty when anonymous.
    /// The scheme by which the server has let us in; nullopt before, and where it wants none.
    std::optional<SignInScheme> scheme() const { return session_.taken(); }

private:
    HttpClient(HttpClientOptions options, Transport transport);

    Outcome<HttpAnswer> send(HttpRequest const& request);

    HttpClientOptions options_;
    CallOptions call_;
    Transport transport_;
    SignInSession session_;
};

}
