// SOAP answers as servers write them, for tests of the client.
#pragma once

#include "client/scripted_server.hpp"

#include <fmt/format.h>
#include <string>
#include <string_view>

namespace likeness::tests {

inline constexpr std::string_view messages_space
    = "http://schemas.microsoft.com/exchange/services/2006/messages";

inline constexpr std::string_view types_space = "http://schemas.microsoft.com/exchange/services/2006/types";

/// An envelope with a header, as Exchange writes it.
inline std::string envelope(std::string_view content)
{
    return fmt::format(R"(<?xml version="1.0" encoding="utf-8"?>)"
                       R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>)"
                       R"(<h:ServerVersionInfo MajorVersion="15" Version="Exchange2016" )"
                       R"(xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header>)"
                       R"(<s:Body>{}</s:Body></s:Envelope>)",
        content);
}

/// A GetUserPhotoResponse that is a success; `data` stands between ResponseCode and the end.
inline std::string photo_response(std::string_view data)
{
    return envelope(fmt::format(R"(<GetUserPhotoResponse ResponseClass="Success" xmlns="{}">)"
                                "<ResponseCode>NoError</ResponseCode>{}</GetUserPhotoResponse>",
        messages_space, data));
}

inline std::string picture_response(std::string_view base64)
{
    return photo_response(fmt::format("<HasChanged>true</HasChanged><PictureData>{}</PictureData>"
                                      "<ContentType>image/jpeg</ContentType>",
        base64));
}

inline std::string unchanged_response()
{
    return photo_response("<HasChanged>false</HasChanged><PictureData/>");
}

/// A response of this name that refuses; no code where `code` is empty.
inline std::string error_response(std::string_view name, std::string_view code,
    std::string_view text = "Words.", std::string_view more = "")
{
    return envelope(fmt::format(
        R"(<m:{0} ResponseClass="Error" xmlns:m="{1}"><m:MessageText>{2}</m:MessageText>{3}{4}</m:{0}>)",
        name, messages_space, text,
        code.empty() ? "" : fmt::format("<m:ResponseCode>{}</m:ResponseCode>", code), more));
}

inline std::string no_photo_response(std::string_view code = "ErrorItemNotFound")
{
    return error_response("GetUserPhotoResponse", code, "The photo wasn't found.");
}

inline std::string stored_response()
{
    return envelope(fmt::format(R"(<m:SetUserPhotoResponse ResponseClass="Success" xmlns:m="{}">)"
                                "<m:ResponseCode>NoError</m:ResponseCode></m:SetUserPhotoResponse>",
        messages_space));
}

/// One message of the operation's answer that is a success, with this in it.
inline std::string success_message(std::string_view operation, std::string_view data)
{
    return fmt::format(
        R"(<m:{0}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{1})"
        "</m:{0}ResponseMessage>",
        operation, data);
}

/// One that refuses.
inline std::string error_message(
    std::string_view operation, std::string_view code, std::string_view data = "")
{
    return fmt::format(R"(<m:{0}ResponseMessage ResponseClass="Error"><m:MessageText>Words.</m:MessageText>)"
                       "<m:ResponseCode>{1}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>{2}"
                       "</m:{0}ResponseMessage>",
        operation, code, data);
}

/// An answer of these messages, as text.
inline std::string envelope_of_messages(std::string_view operation, std::string_view messages)
{
    return envelope(fmt::format(R"(<m:{0}Response xmlns:m="{1}" xmlns:t="{2}"><m:ResponseMessages>{3})"
                                "</m:ResponseMessages></m:{0}Response>",
        operation, messages_space, types_space, messages));
}

/// An answer with a success for each of `data`.
inline std::string messages(std::string_view operation, std::vector<std::string> const& data)
{
    std::string text;
    for (auto const& one : data) text += success_message(operation, one);
    return envelope_of_messages(operation, text);
}

/// An answer of one message, which refuses.
inline std::string refused_message(std::string_view operation, std::string_view code)
{
    return envelope_of_messages(operation, error_message(operation, code));
}

/// The same answer by a server of this build.
inline std::string of_build(std::string text, int major, int minor)
{
    constexpr std::string_view before = "MajorVersion=\"15\"";
    return text.replace(text.find(before), before.size(),
        fmt::format(R"(MajorVersion="{}" MinorVersion="{}")", major, minor));
}

inline std::string back_off(int milliseconds)
{
    return fmt::format(R"(<t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">)"
                       R"(<t:Value Name="BackOffMilliseconds">{}</t:Value></t:MessageXml>)",
        milliseconds);
}

/// A fault as Exchange 2010 and later write it.
inline std::string fault(std::string_view code, std::string_view more = "")
{
    return envelope(fmt::format(
        R"(<s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:{0}</faultcode>)"
        R"(<faultstring xml:lang="en-US">Words.</faultstring><detail>)"
        R"(<e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">{0}</e:ResponseCode>)"
        R"(<e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">Words.</e:Message>)"
        "{1}</detail></s:Fault>",
        code, more));
}

/// SOAP over HTTP, as Exchange answers it.
inline std::string soap_answer(
    std::string_view status, std::string_view body, std::vector<std::string> headers = {})
{
    headers.push_back("Content-Type: text/xml; charset=utf-8");
    return http_answer(status, headers, body);
}

}
