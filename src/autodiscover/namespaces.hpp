// The namespaces of SOAP Autodiscover, and how an answer takes up the spelling of its question.
// Source: spec/autodiscover.md 2; spec/soap.md 2.
#pragma once

#include "xml/soap.hpp"

namespace likeness::autodiscover {

inline constexpr xml::Space autodiscover = 1;
inline constexpr xml::Space addressing = 2; ///< WS-Addressing's, of Action and To.
inline constexpr xml::Space instance = 3; ///< XML Schema's, of xsi:type and xsi:nil.

inline constexpr std::string_view autodiscover_uri
    = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
inline constexpr std::string_view autodiscover_https_uri
    = "https://schemas.microsoft.com/exchange/2010/Autodiscover";
inline constexpr std::string_view addressing_uri = "http://www.w3.org/2005/08/addressing";
inline constexpr std::string_view instance_uri = "http://www.w3.org/2001/XMLSchema-instance";

xml::Vocabulary vocabulary();

/// How a message spells the namespaces that have two spellings. A value; the default is what Exchange itself writes.
struct Spellings {
    xml::Spelling soap = xml::Spelling::http;
    xml::Spelling autodiscover = xml::Spelling::http; ///< The text of Action follows it.

    std::string_view soap_uri() const;
    std::string_view autodiscover_uri() const;

    friend bool operator==(Spellings const&, Spellings const&) = default;
};

/// For each namespace the spelling that an element of `request` uses, else the one that is declared, else SOAP's own.
Spellings spellings_of(xml::Document const& request);

}
