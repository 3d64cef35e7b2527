#include "core/error.hpp"

namespace likeness {

std::string_view response_code(Code code)
{
    switch (code) {
    case Code::access_denied: return "ErrorAccessDenied";
    case Code::ad_unavailable: return "ErrorADUnavailable";
    case Code::content_conversion_failed: return "ErrorContentConversionFailed";
    case Code::data_size_limit_exceeded: return "ErrorDataSizeLimitExceeded";
    case Code::internal_server_error: return "ErrorInternalServerError";
    case Code::internal_server_transient_error: return "ErrorInternalServerTransientError";
    case Code::invalid_operation: return "ErrorInvalidOperation";
    case Code::invalid_photo_size: return "ErrorInvalidPhotoSize";
    case Code::invalid_request: return "ErrorInvalidRequest";
    case Code::invalid_smtp_address: return "ErrorInvalidSmtpAddress";
    case Code::item_not_found: return "ErrorItemNotFound";
    case Code::non_existent_mailbox: return "ErrorNonExistentMailbox";
    case Code::server_busy: return "ErrorServerBusy";
    }
    return "ErrorInternalServerError";
}

std::string for_operator(Error const& error)
{
    return error.detail.empty() ? error.message : error.message + ": " + error.detail;
}

}
