#include "ews/namespaces.hpp"

namespace likeness::ews {

namespace {

using xml::Spelling;

constexpr std::array<xml::Namespace, 9> spaces { {
    { xml::soap_space, Spelling::http, xml::soap_uri },
    { types, Spelling::http, types_uri },
    { messages, Spelling::http, messages_uri },
    { xml::soap_space, Spelling::https, xml::soap_https_uri },
    { types, Spelling::https, types_https_uri },
    { messages, Spelling::https, messages_https_uri },
    { errors, Spelling::http, errors_uri },
    { errors, Spelling::https, errors_https_uri },
    { instance, Spelling::http, instance_uri },
} };

std::string_view chosen(Spelling spelling, std::string_view http, std::string_view https)
{
    return spelling == Spelling::http ? http : https;
}

}

xml::Vocabulary vocabulary()
{
    return spaces;
}

std::string_view Spellings::soap_uri() const
{
    return chosen(soap, xml::soap_uri, xml::soap_https_uri);
}

std::string_view Spellings::types_uri() const
{
    return chosen(types, ews::types_uri, types_https_uri);
}

std::string_view Spellings::messages_uri() const
{
    return chosen(messages, ews::messages_uri, messages_https_uri);
}

std::string_view Spellings::errors_uri() const
{
    return chosen(types, ews::errors_uri, errors_https_uri);
}

Spellings spellings_of(xml::Document const& request)
{
    auto const soap = request.spelling_of(xml::soap_space).value_or(Spelling::http);
    return { soap, request.spelling_of(types).value_or(soap), request.spelling_of(messages).value_or(soap) };
}

}
