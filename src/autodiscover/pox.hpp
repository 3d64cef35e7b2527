// POX, the Autodiscover of plain XML: one user asked for, all settings answered.
// Source: spec/autodiscover.md 5; MS-OXDSCLI.
#pragma once

#include "core/error.hpp"
#include "core/operations/find_account.hpp"
#include "xml/document.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace likeness::autodiscover {

/// How the answer spells the namespaces of the request: the documentation prints them with https as well.
struct PoxSpellings {
    xml::Spelling envelope = xml::Spelling::http; ///< As the request's own.
    xml::Spelling response = xml::Spelling::http; ///< As AcceptableResponseSchema, else as the request's own.

    friend bool operator==(PoxSpellings const&, PoxSpellings const&) = default;
};

struct PoxRequest {
    FindAccount account;
    PoxSpellings spellings;

    friend bool operator==(PoxRequest const&, PoxRequest const&) = default;
};

/// Why there is no answer: a number and its words.
struct PoxError {
    int code = 600;
    std::string message;

    friend bool operator==(PoxError const&, PoxError const&) = default;
};

/// A refusal, and how its answer is to be spelled.
struct RefusedPox {
    PoxError error;
    PoxSpellings spellings;
};

/// What the failure of the operation is on this wire: 500 for nobody, 501 for what is no address, 603 for all else.
PoxError pox_error_of(Code code);

/// In: the body of a POST, with the charset of its Content-Type. Names are read in whatever namespace they stand; a
/// missing AcceptableResponseSchema is ours.
/// Refused: 600 for what is no such request, or has neither address nor LegacyDN; 601 for another response schema.
base::BasicResult<PoxRequest, RefusedPox> read_pox_request(base::ByteView bytes, std::string_view charset);

std::string write_pox_request(FindAccount const& request);

/// The whole answer, with a protocol EXCH (inside) and EXPR (outside), which say the same here.
std::string write_pox_settings(AccountSettings const& settings, PoxSpellings const& spellings);

/// The whole answer, for HTTP status 200 as well. `time` is the time of day as "21:25:04.8897083", `id` a number by
/// which the answer is found again; both are for people.
std::string write_pox_error(
    PoxError const& error, std::string_view time, std::string_view id, PoxSpellings const& spellings);

struct PoxRedirectAddress {
    std::string address;

    friend bool operator==(PoxRedirectAddress const&, PoxRedirectAddress const&) = default;
};

struct PoxRedirectUrl {
    std::string url;

    friend bool operator==(PoxRedirectUrl const&, PoxRedirectUrl const&) = default;
};

using PoxAnswer = std::variant<AccountSettings, PoxRedirectAddress, PoxRedirectUrl, PoxError>;

/// Reads a server's answer. Of several protocols EXPR goes before EXCH, EXHTTP and WEB; of its elements EwsUrl before
/// ASUrl, which is all that old servers have. Texts are as they came: no URL was checked.
/// Refused: what is no answer of this kind.
base::BasicResult<PoxAnswer, xml::Defect> read_pox_answer(base::ByteView bytes, std::string_view charset);

}
