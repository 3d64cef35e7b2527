// The documented messages, in the spelling of the servers; the pages print them with https as well.
#pragma once

#include "base/bytes.hpp"

#include <string>
#include <string_view>

namespace likeness::test {

// "Get user settings from Exchange by using Autodiscover", the SOAP request, for one of our people.
inline constexpr std::string_view user_settings_request = R"(<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"
        xmlns:wsa="http://www.w3.org/2005/08/addressing"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Header>
    <a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>
    <wsa:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</wsa:Action>
    <wsa:To>https://autodiscover.exchange.microsoft.com/autodiscover/autodiscover.svc</wsa:To>
  </soap:Header>
  <soap:Body>
    <a:GetUserSettingsRequestMessage xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover">
      <a:Request>
        <a:Users>
          <a:User>
            <a:Mailbox>sadie@contoso.com</a:Mailbox>
          </a:User>
        </a:Users>
        <a:RequestedSettings>
          <a:Setting>UserDisplayName</a:Setting>
          <a:Setting>ExternalEwsUrl</a:Setting>
        </a:RequestedSettings>
      </a:Request>
    </a:GetUserSettingsRequestMessage>
  </soap:Body>
</soap:Envelope>)";

// The same page's POX request.
inline constexpr std::string_view pox_request = R"(<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
  <Request>
    <EMailAddress>sadie@contoso.com</EMailAddress>
    <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>
  </Request>
</Autodiscover>)";

inline std::string replaced(std::string_view text, std::string_view what, std::string_view with)
{
    std::string made(text);
    for (auto at = made.find(what); at != std::string::npos; at = made.find(what, at + with.size()))
        made.replace(at, what.size(), with);
    return made;
}

/// As the pages print it today: Microsoft's namespaces and SOAP's with https, those of the W3C as they were.
inline std::string as_printed(std::string_view text)
{
    return replaced(replaced(text, "http://schemas.microsoft.com", "https://schemas.microsoft.com"),
        "http://schemas.xmlsoap.org", "https://schemas.xmlsoap.org");
}

}
