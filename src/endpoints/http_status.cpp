#include "endpoints/http_status.hpp"

namespace likeness::endpoints {

int http_status_of(Code code)
{
    switch (code) {
    case Code::content_conversion_failed:
    case Code::invalid_operation:
    case Code::invalid_photo_size:
    case Code::invalid_request:
    case Code::invalid_smtp_address: return 400;
    case Code::access_denied: return 403;
    case Code::item_not_found:
    case Code::non_existent_mailbox: return 404;
    case Code::data_size_limit_exceeded: return 413;
    case Code::internal_server_error: return 500;
    case Code::ad_unavailable:
    case Code::internal_server_transient_error:
    case Code::server_busy: return 503;
    }
    return 500;
}

}
