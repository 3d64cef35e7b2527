#include "apps/likeness/admin/progress_bar.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace likeness::app {

namespace {

constexpr std::string_view clear_line = "\r\033[K";
constexpr std::uint64_t bar_letters = 30;

}

std::string progress_line(
    std::string const& title, std::uint64_t done, std::uint64_t total, std::string const& note)
{
    if (total == 0) return fmt::format("{}  {}", title, note);
    done = std::min(done, total);
    auto const filled = static_cast<std::size_t>(done * bar_letters / total);
    return fmt::format(
        "{} [{:<{}}] {:>3}%  {}", title, std::string(filled, '#'), bar_letters, done * 100 / total, note);
}

ProgressBar::ProgressBar(std::string title, std::uint64_t total, Quiet quiet)
    : title_(std::move(title))
    , total_(total)
    , drawing_(quiet == Quiet::no && ::isatty(STDERR_FILENO) != 0)
{
}

ProgressBar::~ProgressBar()
{
    if (drawing_) fmt::print(stderr, "{}", clear_line);
}

void ProgressBar::show(std::uint64_t done, std::string const& note)
{
    if (!drawing_) return;
    auto const now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    draw(done, note);
}

void ProgressBar::draw(std::uint64_t done, std::string const& note) const
{
    fmt::print(stderr, "{}{}", clear_line, progress_line(title_, done, total_, note));
    std::fflush(stderr);
}

}
