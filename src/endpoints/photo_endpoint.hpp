// The photo resource: GET and HEAD of .../s/GetUserPhoto.
// Source: spec/photos.md 4.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "endpoints/answer_cache.hpp"
#include "endpoints/endpoint.hpp"
#include "service/photo_policy.hpp"

#include <chrono>

namespace likeness::endpoints {

class PhotoEndpoint final : public Endpoint {
public:
    struct Parts {
        PhotoReader& photos;
        Directory& directory;
        AnswerCache& cache;
        base::WorkerLane& store_lane; ///< Where a miss reads the database.
        Clock const& clock;
    };
    struct Options {
        service::PhotoPolicy policy;
        std::chrono::seconds max_age { 3 * 24 * 3600 }; ///< For how long a client may keep a picture unasked.
    };

    PhotoEndpoint(Parts parts, Options options);

    http::Next answer(Turn& turn, Caller const& caller) override;

private:
    http::Next answer_from_store(Turn& turn, GetUserPhoto const& request, Principal const& caller);
    http::Next answer_with(
        Turn& turn, std::shared_ptr<FinishedAnswer const> finished, Principal const& caller);

    Parts parts_;
    Options options_;
};

}
