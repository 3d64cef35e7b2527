// PhotoClient: asks one server for photos by its REST address.
// Source: spec/photos.md 4 and 9; spec/auth.md 3 and 9.
#pragma once

#include "client/http/http_client.hpp"
#include "client/patience.hpp"
#include "client/photos/photo_source.hpp"

namespace likeness::client {

/// One call at a time, from any thread; a thread each may have its own.
class PhotoClient final : public PhotoSource {
public:
    /// In: `endpoint` as photo_endpoint makes it. Nothing is sent. Errors: those of HttpClient::open.
    static Outcome<PhotoClient> open(HttpClientOptions options);

    /// Errors: those of judge_answer and HttpClient::ask.
    Outcome<PhotoAnswer> get_user_photo(
        GetUserPhoto const& request, std::string const& validator = {}) override;

    Url const& endpoint() const override { return http_.endpoint(); }
    std::string user() const override { return http_.user(); }

    /// How the server has let us in; nullopt before, and where it wants no sign-in.
    std::optional<SignInScheme> scheme() const { return http_.scheme(); }

    /// From the next call on.
    void set_call(CallOptions call) { http_.set_call(std::move(call)); }
    void set_patience(Patience patience) { patience_ = std::move(patience); }

private:
    explicit PhotoClient(HttpClient http)
        : http_(std::move(http))
    {
    }

    HttpClient http_;
    Patience patience_;
};

}
