// Why a server will not, as SOAP says it: in a fault for a whole request, or in a message for a part of one; and what
// kind of failure that is.
// Source: spec/soap.md 6, 7 and 9.
#pragma once

#include "client/http/http_failure.hpp"
#include "ews/fault.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::client {

struct Refusal {
    std::string code; ///< As the server spells it; empty where it gives none.
    std::string words;
    std::optional<std::chrono::milliseconds> back_off;
};

Refusal refusal_from(ews::Fault const& fault);

/// In: what a response message says. It has no time to come back after: that stands beside it.
Refusal refusal_from(Error const& error);

/// The same with the time that `message` says to come back after.
Refusal refusal_from(Error const& error, xml::Element const& message);

/// server_error where there is no code, or SOAP's own; refused for every code that a client cannot act on.
FailureKind kind_of(Refusal const& refusal);

/// How a failure is put in the end, where that hangs on what was asked: what stands behind the host's name.
struct RefusalWords {
    std::string_view not_found;
    std::string_view protocol;
};
inline constexpr RefusalWords words_about_photos { " has no mailbox with this address",
    " does not take the request: photos come with Exchange 2013, uploads with 2016" };
inline constexpr RefusalWords words_about_items { " has nothing under this id or name",
    " does not take the request" };

Failure failure_from(
    Refusal const& refusal, HttpAnswer const& answer, Asked const& asked, RefusalWords const& words);

/// What came is no SOAP answer, or no answer to what was asked, for the reason that `fault` gives.
tl::unexpected<Failure> fail_with_unreadable(
    ews::Fault const& fault, HttpAnswer const& answer, Asked const& asked);

}
