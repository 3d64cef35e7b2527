// EwsClient: asks one server by SOAP at its EWS address: for photos, and to store them.
// Source: spec/photos.md 5, 6 and 9; spec/soap.md 1; spec/versions.md 1.
#pragma once

#include "client/http_client.hpp"
#include "client/photo_source.hpp"
#include "core/operations/set_user_photo.hpp"

namespace likeness::client {

/// One call at a time, from any thread; a thread each may have its own.
class EwsClient final : public PhotoSource {
public:
    /// In: `endpoint` as ews_endpoint makes it. Nothing is sent. Errors: those of HttpClient::open.
    static Outcome<EwsClient> open(HttpClientOptions options);

    /// Errors: those of judge_photo_answer and HttpClient::ask.
    Outcome<PhotoAnswer> get_user_photo(
        GetUserPhoto const& request, std::string const& validator = {}) override;

    /// Makes the file that person's photo; the server judges whether it is a picture that it can read.
    /// Errors: invalid_request, with nothing sent, when it is empty or over limits::upload_bytes_max; those of
    /// judge_stored_answer and HttpClient::ask.
    Outcome<void> set_user_photo(SetUserPhoto const& request);

    Url const& endpoint() const override { return http_.endpoint(); }
    std::string user() const override { return http_.user(); }

private:
    explicit EwsClient(HttpClient http)
        : http_(std::move(http))
    {
    }

    Outcome<HttpAnswer> post(std::string body, std::string const& validator);

    HttpClient http_;
};

}
