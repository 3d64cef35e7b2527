#include "apps/likeness/admin/refusals.hpp"

#include "apps/likeness/messages.hpp"

namespace likeness::app {

namespace {

constexpr std::size_t shown_max = 20;

auto cannot_write(std::string const& file)
{
    return fail(
        Code::invalid_request, fmt::format("the report {} cannot be written: {}", file, system_reason()));
}

}

Result<Refusals> Refusals::open(std::string const& report_file)
{
    Refusals refusals;
    refusals.report_file_ = report_file;
    if (report_file.empty()) return refusals;
    refusals.report_.reset(std::fopen(report_file.c_str(), "we"));
    if (!refusals.report_) return cannot_write(report_file);
    return refusals;
}

void Refusals::add(std::string const& where, std::string const& reason)
{
    auto line = printable(where + ": " + reason);
    if (report_) fmt::print(report_.get(), "{}\n", line);
    if (count_++ < shown_max) first_.push_back(std::move(line));
}

Result<void> Refusals::finish()
{
    for (auto const& line : first_) tell("{}", line);
    if (count_ > shown_max)
        tell("... and {} more{}", count_ - shown_max,
            report_ ? ", all in " + report_file_ : "; --report FILE writes down all of them");
    if (report_ && (std::fflush(report_.get()) != 0 || std::ferror(report_.get()) != 0))
        return cannot_write(report_file_);
    return {};
}

}
