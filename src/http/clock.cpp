#include "http/clock.hpp"

#include "base/http_date.hpp"

namespace likeness::http {

std::string_view DateLine::get()
{
    timespec time {};
    clock_gettime(CLOCK_REALTIME_COARSE, &time);
    if (time.tv_sec != second_) {
        second_ = time.tv_sec;
        line_ = "Date: " + base::format_http_date(base::Seconds(std::chrono::seconds(second_))) + "\r\n";
    }
    return line_;
}

}
