// ProgressBar: how far a long command is, on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace likeness::app {

enum class Quiet { no, yes };

/// Draws on the standard error where that is a terminal, at most ten times a second; elsewhere it does nothing.
/// One thread at a time.
class ProgressBar {
public:
    /// `total` 0 means that it is not known: only the counter is shown then.
    ProgressBar(std::string title, std::uint64_t total, Quiet quiet);

    /// Clears its line.
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;

    /// `done` of the total; `note` stands behind the bar ("12,000 people").
    void show(std::uint64_t done, std::string const& note);

private:
    void draw(std::uint64_t done, std::string const& note) const;

    std::string title_;
    std::uint64_t total_;
    bool drawing_;
    std::chrono::steady_clock::time_point next_ {};
};

/// The line that it draws: "people [#####     ]  50%  12000 people".
std::string progress_line(
    std::string const& title, std::uint64_t done, std::uint64_t total, std::string const& note);

}
