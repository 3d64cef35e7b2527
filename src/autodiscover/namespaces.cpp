#include "autodiscover/namespaces.hpp"

namespace likeness::autodiscover {

namespace {

using xml::Spelling;

// The pages that print https:// for Microsoft's namespaces leave those of the W3C alone.
constexpr std::array<xml::Namespace, 6> spaces { {
    { xml::soap_space, Spelling::http, xml::soap_uri },
    { autodiscover, Spelling::http, autodiscover_uri },
    { addressing, Spelling::http, addressing_uri },
    { instance, Spelling::http, instance_uri },
    { xml::soap_space, Spelling::https, xml::soap_https_uri },
    { autodiscover, Spelling::https, autodiscover_https_uri },
} };

}

xml::Vocabulary vocabulary()
{
    return spaces;
}

std::string_view Spellings::soap_uri() const
{
    return soap == Spelling::http ? xml::soap_uri : xml::soap_https_uri;
}

std::string_view Spellings::autodiscover_uri() const
{
    return autodiscover == Spelling::http ? likeness::autodiscover::autodiscover_uri : autodiscover_https_uri;
}

Spellings spellings_of(xml::Document const& request)
{
    auto const soap = request.spelling_of(xml::soap_space).value_or(Spelling::http);
    return { soap, request.spelling_of(autodiscover).value_or(soap) };
}

}
