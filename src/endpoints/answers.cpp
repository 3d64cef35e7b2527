#include "endpoints/answers.hpp"

#include "endpoints/http_status.hpp"

namespace likeness::endpoints {

void answer_text(http::Response& response, int status, std::string_view text)
{
    response.status = status;
    response.add_header("Content-Type", "text/plain; charset=utf-8");
    response.text.assign(text).push_back('\n');
}

void answer_busy(http::Response& response)
{
    response.status = 503;
    response.add_header("Retry-After", "1");
}

void answer_error(http::Response& response, Error const& error)
{
    auto const status = http_status_of(error.code);
    if (status == 503) return answer_busy(response);
    if (status >= 500) {
        response.status = status;
        return;
    }
    response.add_header("X-Photo-Error", response_code(error.code));
    answer_text(response, status, error.message);
}

}
