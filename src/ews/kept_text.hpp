// KeptText: texts of a document that outlive it, for answers whose values are views.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace likeness::ews {

class KeptText {
public:
    /// A copy that lives as long as owner().
    std::string_view keep(std::string_view text)
    {
        return text.empty() ? std::string_view() : texts_->emplace_back(text);
    }

    std::shared_ptr<void const> owner() const { return texts_; }

private:
    std::shared_ptr<std::deque<std::string>> texts_ = std::make_shared<std::deque<std::string>>();
};

}
