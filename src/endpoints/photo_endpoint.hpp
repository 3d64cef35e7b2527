// The photo resource: GET and HEAD of .../s/GetUserPhoto.
// Source: spec/photos.md 4.
#pragma once

#include "endpoints/endpoint.hpp"
#include "endpoints/photo_answers.hpp"

namespace likeness::endpoints {

class PhotoEndpoint final : public Endpoint {
public:
    /// `answers` must outlive it.
    explicit PhotoEndpoint(PhotoAnswers& answers);

    http::Next answer(Turn& turn, Caller const& caller) override;

private:
    http::Next answer_with(Turn& turn, PhotoAnswer finished, Principal const& caller) const;

    PhotoAnswers& answers_;
};

}
