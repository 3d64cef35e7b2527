#include "autodiscover/fault.hpp"

#include "autodiscover/envelope.hpp"
#include "base/ascii.hpp"

namespace likeness::autodiscover {

namespace {

constexpr std::string_view fault_action = "http://www.w3.org/2005/08/addressing/soap/fault";

std::string_view name_of(FaultCode code)
{
    switch (code) {
    case FaultCode::client: return "s:Client";
    case FaultCode::must_understand: return "s:MustUnderstand";
    case FaultCode::server: return "s:Server";
    }
    return "s:Server";
}

// The code's prefix is whatever the server has bound to SOAP's namespace.
FaultCode code_from(std::string_view text)
{
    auto const name = text.substr(text.find(':') + 1);
    if (name == "MustUnderstand") return FaultCode::must_understand;
    return name == "Server" ? FaultCode::server : FaultCode::client;
}

// SOAP 1.1 has these in no namespace; some servers put them into its own.
std::string_view text_of(xml::Element const& fault, std::string_view name)
{
    for (auto const& child : fault.children())
        if (child.name == name) return base::trim(child.text);
    return {};
}

}

std::string write_fault(Fault const& fault, Spellings const& spellings, ServerBuild const& build)
{
    ResponseWriter response(fault_action, spellings, build);
    response.body()
        .open("s:Fault")
        .element("faultcode", name_of(fault.code))
        .open("faultstring")
        .attribute("xml:lang", "en-US")
        .text(fault.message)
        .close()
        .close();
    return response.finish();
}

std::optional<Fault> read_fault(xml::Element const& element)
{
    if (!element.is(xml::soap_space, "Fault")) return std::nullopt;
    return Fault { code_from(text_of(element, "faultcode")), std::string(text_of(element, "faultstring")) };
}

}
