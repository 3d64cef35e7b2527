#include "client/soap_answer.hpp"

#include "base/ascii.hpp"
#include "client/printable.hpp"
#include "core/limits.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

// Why a server will not, whether a fault or a response message says so.
struct Refusal {
    std::string code; ///< As the server spells it; empty where it gives none.
    std::string words;
    std::optional<std::chrono::milliseconds> back_off;
};

Refusal refusal_from(ews::Fault const& fault)
{
    // What breaks the schema stands in the violation alone.
    auto const what = fault.violation ? " " + fault.violation->what : std::string();
    return { fault.foreign_code.empty() ? std::string(response_code(fault.code)) : fault.foreign_code,
        fault.message + what, fault.back_off };
}

Refusal refusal_from(Error const& error, xml::Element const& response)
{
    return { error.detail, error.message, ews::read_back_off(response) };
}

struct Meaning {
    std::string_view code;
    FailureKind kind;
};

// What a client can act on. Every other code is a reason of the server's own: refused.
constexpr std::array meanings {
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
    // Nothing older than what we name has photos, so no other version is tried.
    Meaning { "ErrorIncorrectSchemaVersion", FailureKind::protocol },
    Meaning { "ErrorInvalidRequest", FailureKind::protocol },
    Meaning { "ErrorInvalidSchemaVersionForMailboxVersion", FailureKind::protocol },
    Meaning { "ErrorInvalidServerVersion", FailureKind::protocol },
    Meaning { "ErrorSchemaValidation", FailureKind::protocol },
};

FailureKind kind_of(Refusal const& refusal)
{
    // SOAP's own faults (Client, Server) and one without a code say that it failed, and not why.
    if (!refusal.code.starts_with("Error")) return FailureKind::server_error;
    auto const* const found = std::ranges::find(meanings, std::string_view(refusal.code), &Meaning::code);
    return found == meanings.end() ? FailureKind::refused : found->kind;
}

std::string_view message_of(FailureKind kind)
{
    switch (kind) {
    case FailureKind::not_found: return " has no mailbox with this address";
    case FailureKind::denied: return " does not allow this";
    case FailureKind::sign_in: return " refuses the account";
    case FailureKind::server_busy: return " is busy";
    case FailureKind::server_error: return " failed to answer";
    case FailureKind::protocol:
        return " does not take the request: photos come with Exchange 2013, uploads with 2016";
    case FailureKind::refused:
    case FailureKind::invalid_request:
    case FailureKind::network:
    case FailureKind::tls:
    case FailureKind::redirected:
    case FailureKind::internal: break;
    }
    return " refuses this";
}

std::string detail_of(Refusal const& refusal)
{
    auto const between = refusal.code.empty() || refusal.words.empty() ? "" : ": ";
    return printable(refusal.code + between + refusal.words);
}

tl::unexpected<Failure> fail_with_refusal(
    Refusal const& refusal, HttpAnswer const& answer, Asked const& asked)
{
    auto const kind = kind_of(refusal);
    Failure failure { kind, asked.host + std::string(message_of(kind)), detail_of(refusal), std::nullopt };
    if (kind == FailureKind::server_busy)
        failure.retry_after = refusal.back_off ? std::chrono::ceil<std::chrono::seconds>(*refusal.back_off)
                                               : answer.retry_after;
    return tl::unexpected(std::move(failure));
}

// What came is no SOAP answer, for the reason that `fault` gives.
tl::unexpected<Failure> fail_with_unreadable(
    ews::Fault const& fault, HttpAnswer const& answer, Asked const& asked)
{
    if (answer.status != 200) return fail_with_status(answer, asked);
    if (is_web_page(answer)) return fail_with_web_page(asked);
    return fail(FailureKind::protocol, asked.host + " sends something that is no SOAP answer",
        fault.violation ? printable(fault.violation->what) : std::string());
}

// The charset parameter of a Content-Type; empty where there is none.
std::string_view charset_of(std::string_view content_type)
{
    while (auto const halves = base::split_once(content_type, ';')) {
        content_type = halves->after;
        auto const parameter = base::trim(content_type.substr(0, content_type.find(';')));
        auto const named = base::split_once(parameter, '=');
        if (!named || !base::equals_ignoring_ascii_case(base::trim(named->before), "charset")) continue;
        auto value = base::trim(named->after);
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

// 404 says so, and 500 is what Microsoft documents for an unknown user (spec/photos.md 8, row 1).
bool may_mean_no_photo(HttpAnswer const& answer)
{
    return answer.status == 404 || answer.status == 500;
}

Outcome<PhotoAnswer> judge_no_photo(Refusal const& refusal, HttpAnswer const& answer, Asked const& asked)
{
    bool const gives_no_reason = refusal.code.empty() && may_mean_no_photo(answer);
    if (gives_no_reason || kind_of(refusal) == FailureKind::not_found) return NoPhoto {};
    return fail_with_refusal(refusal, answer, asked);
}

Outcome<PhotoAnswer> judge_unreadable(ews::Fault const& fault, HttpAnswer const& answer, Asked const& asked)
{
    if (may_mean_no_photo(answer)) return NoPhoto {};
    return fail_with_unreadable(fault, answer, asked);
}

Outcome<PhotoAnswer> judge_success(UserPhotoAnswer photo, HttpAnswer const& answer, Asked const& asked)
{
    if (answer.status == 404) return NoPhoto {};
    if (answer.status != 200) return fail_with_status(answer, asked);
    if (!photo.has_changed) return take_unchanged(asked);
    if (photo.picture.size() > likeness::limits::upload_bytes_max)
        return fail(FailureKind::protocol, asked.host + " sends a larger picture than is read");
    return take_picture(std::move(photo.picture), photo.content_type, answer.etag, asked);
}

// What the reader of a picture found wrong itself, and no server: HasChanged, and no picture (spec/photos.md 9.6).
bool is_missing_picture(Error const& error)
{
    return error.code == Code::item_not_found && error.detail.empty();
}

}

Outcome<PhotoAnswer> judge_photo_answer(HttpAnswer const& answer, Asked const& asked)
{
    if (refuses_sign_in(answer)) return fail_with_status(answer, asked);
    auto const response = ews::read_response(answer.body, charset_of(answer.content_type));
    if (!response)
        return response.error().is_unreadable ? judge_unreadable(response.error(), answer, asked)
                                              : judge_no_photo(refusal_from(response.error()), answer, asked);
    auto said = ews::read_get_user_photo_response(*response->content);
    if (!said) return judge_unreadable(said.error(), answer, asked);
    if (*said) return judge_success(std::move(**said), answer, asked);
    if (is_missing_picture(said->error())) return NoPhoto {};
    return judge_no_photo(refusal_from(said->error(), *response->content), answer, asked);
}

Outcome<void> judge_stored_answer(HttpAnswer const& answer, Asked const& asked)
{
    if (refuses_sign_in(answer)) return fail_with_status(answer, asked);
    auto const response = ews::read_response(answer.body, charset_of(answer.content_type));
    if (!response)
        return response.error().is_unreadable
            ? fail_with_unreadable(response.error(), answer, asked)
            : fail_with_refusal(refusal_from(response.error()), answer, asked);
    auto const said = ews::read_set_user_photo_response(*response->content);
    if (!said) return fail_with_unreadable(said.error(), answer, asked);
    if (!*said) return fail_with_refusal(refusal_from(said->error(), *response->content), answer, asked);
    if (answer.status != 200) return fail_with_status(answer, asked);
    return {};
}

}
