#include "xml/soap.hpp"

#include "base/ascii.hpp"

namespace likeness::xml {

base::BasicResult<Envelope, Defect> open_envelope(Document const& document)
{
    auto const& root = document.root();
    if (!root.is(soap_space, "Envelope"))
        return tl::unexpected(Defect { root.at, "this is no SOAP envelope" });
    Envelope const envelope { root.child(soap_space, "Header"), root.child(soap_space, "Body") };
    if (!envelope.body) return tl::unexpected(Defect { root.at, "the SOAP envelope has no Body" });
    return envelope;
}

bool must_be_understood(Element const& block)
{
    auto const said = base::trim(block.attribute("mustUnderstand", soap_space).value_or("0"));
    return said == "1" || said == "true";
}

}
