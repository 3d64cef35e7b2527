#include "client/soap/soap_refusal.hpp"

#include "base/ascii.hpp"
#include "client/printable.hpp"
#include "ews/response.hpp"

#include <algorithm>
#include <array>

namespace likeness::client {

namespace {

struct Meaning {
    std::string_view code;
    FailureKind kind;
};

// What a client can act on. Every other code is a reason of the server's own: refused.
constexpr std::array meanings {
    Meaning { "ErrorFolderNotFound", FailureKind::not_found },
    Meaning { "ErrorInvalidAttachmentId", FailureKind::not_found },
    Meaning { "ErrorItemNotFound", FailureKind::not_found },
    Meaning { "ErrorNonExistentMailbox", FailureKind::not_found },
    Meaning { "ErrorMailRecipientNotFound", FailureKind::not_found },
    Meaning { "ErrorNameResolutionNoResults", FailureKind::not_found },
    Meaning { "ErrorAccessDenied", FailureKind::denied },
    Meaning { "ErrorImpersonateUserDenied", FailureKind::denied },
    Meaning { "ErrorImpersonationDenied", FailureKind::denied },
    Meaning { "ErrorAccountDisabled", FailureKind::sign_in },
    Meaning { "ErrorPasswordChangeRequired", FailureKind::sign_in },
    Meaning { "ErrorPasswordExpired", FailureKind::sign_in },
    Meaning { "ErrorServerBusy", FailureKind::server_busy },
    Meaning { "ErrorExceededConnectionCount", FailureKind::server_busy },
    Meaning { "ErrorADUnavailable", FailureKind::server_error },
    Meaning { "ErrorInternalServerError", FailureKind::server_error },
    Meaning { "ErrorInternalServerTransientError", FailureKind::server_error },
    Meaning { "ErrorMailboxMoveInProgress", FailureKind::server_error },
    Meaning { "ErrorMailboxStoreUnavailable", FailureKind::server_error },
    Meaning { "ErrorTimeoutExpired", FailureKind::server_error },
    Meaning { "ErrorIncorrectSchemaVersion", FailureKind::protocol },
    Meaning { "ErrorInvalidRequest", FailureKind::protocol },
    Meaning { "ErrorInvalidSchemaVersionForMailboxVersion", FailureKind::protocol },
    Meaning { "ErrorInvalidServerVersion", FailureKind::protocol },
    Meaning { "ErrorSchemaValidation", FailureKind::protocol },
};

std::string_view message_of(FailureKind kind, RefusalWords const& words)
{
    switch (kind) {
    case FailureKind::not_found: return words.not_found;
    case FailureKind::denied: return " does not allow this";
    case FailureKind::sign_in: return " refuses the account";
    case FailureKind::server_busy: return " is busy";
    case FailureKind::server_error: return " failed to answer";
    case FailureKind::protocol: return words.protocol;
    case FailureKind::refused:
    case FailureKind::invalid_request:
    case FailureKind::network:
    case FailureKind::tls:
    case FailureKind::private_address:
    case FailureKind::redirected:
    case FailureKind::cancelled:
    case FailureKind::internal: break;
    }
    return " refuses this";
}

std::string detail_of(Refusal const& refusal)
{
    auto const between = refusal.code.empty() || refusal.words.empty() ? "" : ": ";
    return printable(refusal.code + between + refusal.words);
}

}

Refusal refusal_from(ews::Fault const& fault)
{
    // What breaks the schema stands in the violation alone.
    auto const what = fault.violation ? " " + fault.violation->what : std::string();
    return { fault.foreign_code.empty() ? std::string(response_code(fault.code)) : fault.foreign_code,
        fault.message + what, fault.back_off };
}

Refusal refusal_from(Error const& error)
{
    return { error.detail, error.message, std::nullopt };
}

Refusal refusal_from(Error const& error, xml::Element const& message)
{
    return { error.detail, error.message, ews::read_back_off(message) };
}

FailureKind kind_of(Refusal const& refusal)
{
    // SOAP's own faults (Client, Server) and one without a code say that it failed, and not why.
    if (!refusal.code.starts_with("Error")) return FailureKind::server_error;
    auto const* const found = std::ranges::find(meanings, std::string_view(refusal.code), &Meaning::code);
    return found == meanings.end() ? FailureKind::refused : found->kind;
}

Failure failure_from(
    Refusal const& refusal, HttpAnswer const& answer, Asked const& asked, RefusalWords const& words)
{
    auto const kind = kind_of(refusal);
    Failure failure { kind, asked.host + std::string(message_of(kind, words)), detail_of(refusal),
        std::nullopt };
    if (kind == FailureKind::server_busy)
        failure.retry_after = refusal.back_off ? std::chrono::ceil<std::chrono::seconds>(*refusal.back_off)
                                               : answer.retry_after;
    return failure;
}

tl::unexpected<Failure> fail_with_unreadable(
    ews::Fault const& fault, HttpAnswer const& answer, Asked const& asked)
{
    if (answer.status != 200) return fail_with_status(answer, asked);
    if (is_web_page(answer)) return fail_with_web_page(asked);
    return fail(FailureKind::protocol, asked.host + " sends something that is no SOAP answer",
        fault.violation ? printable(fault.violation->what) : std::string());
}

}
