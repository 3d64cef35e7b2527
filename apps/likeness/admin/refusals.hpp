// Refusals: what of a batch was not done and why, the first few on the standard error, all of them in a file.
#pragma once

#include "core/error.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace likeness::app {

/// One thread at a time.
class Refusals {
public:
    /// `report_file` empty: none is written. Errors: invalid_request when it cannot be written.
    static Result<Refusals> open(std::string const& report_file);

    /// `where` is what an editor can open ("people.csv:17", "photos/sadie.jpg").
    void add(std::string const& where, std::string const& reason);

    std::size_t count() const { return count_; }

    /// Says the first ones and how many more there are. Errors: invalid_request when the report could not be written
    /// whole.
    Result<void> finish();

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    std::string report_file_;
    std::unique_ptr<std::FILE, Close> report_;
    std::vector<std::string> first_;
    std::size_t count_ = 0;
};

}
