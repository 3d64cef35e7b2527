#include "endpoints/body_budget.hpp"

namespace likeness::endpoints {

std::shared_ptr<void> BodyBudget::take(std::size_t bytes)
{
    if (taken_.fetch_add(bytes) + bytes > bytes_max_) {
        taken_.fetch_sub(bytes);
        return nullptr;
    }
    return { &taken_, [bytes](std::atomic<std::size_t>* taken) { taken->fetch_sub(bytes); } };
}

}
