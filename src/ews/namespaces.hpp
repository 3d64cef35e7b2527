// The namespaces of EWS, each in its two spellings, and how an answer takes up the spelling of its question.
// Source: spec/soap.md 2.
#pragma once

#include "xml/soap.hpp"

namespace likeness::ews {

inline constexpr xml::Space types = 1;
inline constexpr xml::Space messages = 2;
inline constexpr xml::Space errors = 3;
inline constexpr xml::Space instance = 4; ///< XML Schema's, of xsi:type.

inline constexpr std::string_view types_uri = "http://schemas.microsoft.com/exchange/services/2006/types";
inline constexpr std::string_view types_https_uri
    = "https://schemas.microsoft.com/exchange/services/2006/types";
inline constexpr std::string_view messages_uri
    = "http://schemas.microsoft.com/exchange/services/2006/messages";
inline constexpr std::string_view messages_https_uri
    = "https://schemas.microsoft.com/exchange/services/2006/messages";
inline constexpr std::string_view errors_uri = "http://schemas.microsoft.com/exchange/services/2006/errors";
inline constexpr std::string_view errors_https_uri
    = "https://schemas.microsoft.com/exchange/services/2006/errors";
inline constexpr std::string_view instance_uri = "http://www.w3.org/2001/XMLSchema-instance";

xml::Vocabulary vocabulary();

/// How a message spells its namespaces. A value; the default is what Exchange itself writes.
struct Spellings {
    xml::Spelling soap = xml::Spelling::http;
    xml::Spelling types = xml::Spelling::http; ///< The errors namespace follows it.
    xml::Spelling messages = xml::Spelling::http;

    std::string_view soap_uri() const;
    std::string_view types_uri() const;
    std::string_view messages_uri() const;
    std::string_view errors_uri() const;

    friend bool operator==(Spellings const&, Spellings const&) = default;
};

/// For each namespace the spelling that an element of `request` uses, else the one that is declared, else SOAP's own.
Spellings spellings_of(xml::Document const& request);

}
