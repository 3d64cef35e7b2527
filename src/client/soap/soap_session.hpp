// SoapSession: one server's EWS, asked in a version of the protocol that the server takes.
// Source: spec/soap.md 1, 3 and 6; spec/versions.md 2 and 3.
#pragma once

#include "client/http/http_client.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

#include <functional>

namespace likeness::client {

/// What is to be sent, in whatever version.
struct SoapQuestion {
    ews::Schema usual
        = ews::Schema::exchange2013; ///< What is tried first, where nothing is known of the server.
    ews::Schema oldest = ews::Schema::exchange2007_sp1; ///< The first that has the operation.
    std::function<void(xml::Writer&, ews::Schema)> write; ///< Writes the operation, as that version has it.
    std::string validator; ///< For If-None-Match; empty: not sent.
};

/// An answer that is no fault. The response's views are of the answer's body.
struct SoapAnswer {
    HttpAnswer http;
    ews::Response response;
};

/// The versions to try when a server has refused one, the likeliest first; `version` is what it says of itself.
std::vector<ews::Schema> versions_behind(
    ews::Schema refused, ews::Schema oldest, std::optional<ews::ServerVersion> const& version);

/// One call at a time, from any thread.
class SoapSession {
public:
    explicit SoapSession(HttpClient http)
        : http_(std::move(http))
    {
    }

    /// The answer as it came, a fault or not. Where the fault is that the server does not know the version, others are
    /// tried, and the one that it takes is kept for the next question. The last answer counts.
    /// Errors: those of HttpClient::ask.
    Outcome<HttpAnswer> ask(SoapQuestion const& question);

    /// The answer to an operation whose failures are told in messages with status 200.
    /// Errors: those of ask; what a fault says; sign_in for a page where an answer should be; protocol for what is no
    /// SOAP answer; those of fail_with_status.
    Outcome<SoapAnswer> ask_for_response(SoapQuestion const& question);

    /// The versions that the server is known to speak, as Autodiscover says it: of these the newest that is no newer than
    /// the usual one is tried first. Empty: nothing is known.
    void set_spoken(std::vector<ews::Schema> schemas);

    /// What the server has called itself; nullopt before the first answer, or where it does not say.
    std::optional<ews::ServerVersion> const& server_version() const { return server_version_; }

    HttpClient& http() { return http_; }
    HttpClient const& http() const { return http_; }

private:
    ews::Schema first_for(SoapQuestion const& question) const;
    Outcome<HttpAnswer> post(SoapQuestion const& question, ews::Schema stated);

    HttpClient http_;
    std::vector<ews::Schema> spoken_; ///< In order; empty: nothing is known.
    std::optional<ews::Schema> taken_; ///< A version that the server took when it had refused another one.
    std::optional<ews::ServerVersion> server_version_;
};

}
