#include "http/handler.hpp"

#include <utility>

namespace likeness::http {

Resume::~Resume()
{
    if (!target_) return;
    auto& response = target_->exchange().response;
    response.clear();
    response.status = 503;
    response.close = true;
    std::move (*this)(Next::respond);
}

void Resume::operator()(Next next) &&
{
    auto const target = std::move(target_);
    target->resume(next);
}

}
