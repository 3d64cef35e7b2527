#include "http/clock.hpp"

#include "base/http_date.hpp"

namespace likeness::http {

std::string_view DateLine::get()
{
    auto const second = coarse_time(CLOCK_REALTIME_COARSE).tv_sec;
    if (second != second_) {
        second_ = second;
        line_ = "Date: " + base::format_http_date(base::Seconds(std::chrono::seconds(second_))) + "\r\n";
    }
    return line_;
}

}
