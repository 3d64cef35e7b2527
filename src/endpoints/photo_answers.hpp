// PhotoAnswers: the finished answer to a GetUserPhoto, out of memory or made from the stores.
// Source: docs/ARCHITECTURE.md, "The life of a request", steps 4 and 5.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "endpoints/answer_cache.hpp"
#include "endpoints/endpoint.hpp"
#include "service/photo_policy.hpp"

namespace likeness::endpoints {

/// What a caller may be answered, before it is judged who they are. Errors: those of service::find_user_photo.
using PhotoAnswer = Result<std::shared_ptr<FinishedAnswer const>>;

/// Any thread may call any member.
class PhotoAnswers {
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
        FinishOptions finish;
    };

    PhotoAnswers(Parts parts, Options options);

    /// Calls `then(Turn&, Caller const&, PhotoAnswer)`: at once for an answer in memory, else on the store lane; a full
    /// lane answers by `busy(Turn&)`.
    template <class Busy, class Then>
    http::Next with_answer(Turn& turn, Caller const& caller, GetUserPhoto const& request,
        AnswerForm const& form, Busy busy, Then then)
    {
        if (auto hit = parts_.cache.find({ request.email.folded(), request.size, form }))
            return then(turn, caller, PhotoAnswer(std::move(hit)));
        return turn.hand_over(
            parts_.store_lane,
            [this, request, form, caller, then = std::move(then)](
                Turn& later) mutable { return then(later, caller, read(request, form)); },
            std::move(busy));
    }

    /// "Expires: ...", for a picture that is sent now. Valid until the thread asks for another second's.
    std::string const& expires_line() const;

private:
    PhotoAnswer read(GetUserPhoto const& request, AnswerForm const& form);

    Parts parts_;
    Options options_;
};

}
