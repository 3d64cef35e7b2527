#include "endpoints/turn.hpp"

#include "endpoints/answers.hpp"

#include <memory>

namespace likeness::endpoints {

http::Next Turn::hand_over(base::WorkerLane& lane, Answer answer)
{
    return hand_over(lane, std::move(answer), [](Turn& turn) { answer_busy(turn.response()); });
}

http::Next Turn::hand_over(base::WorkerLane& lane, Answer answer, Refusal busy)
{
    // Shared with the job through a pointer, so that it can still be answered when the lane refuses the job.
    auto resume = std::make_unique<http::Resume>(resume_ ? std::move(*resume_) : exchange_.defer());
    resume_.reset();
    auto& kept = *resume;
    base::WorkerLane::Job job = [resume = std::move(resume), answer = std::move(answer)]() mutable {
        Turn turn(std::move(*resume));
        turn.finish(answer(turn));
    };
    if (!lane.post(std::move(job))) {
        Turn turn(std::move(kept));
        busy(turn);
        turn.finish(http::Next::respond);
    }
    return http::Next::wait;
}

void Turn::finish(http::Next next)
{
    if (next != http::Next::wait && resume_) std::move (*resume_)(next);
}

}
