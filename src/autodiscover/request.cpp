#include "autodiscover/request.hpp"

#include "autodiscover/get_domain_settings.hpp"
#include "autodiscover/get_user_settings.hpp"

#include <fmt/format.h>

namespace likeness::autodiscover {

namespace {

using Operation = decltype(Request::operation);

tl::unexpected<Fault> refuse(std::string message, FaultCode code = FaultCode::client)
{
    return tl::unexpected(Fault { code, std::move(message) });
}

tl::unexpected<Fault> refuse(xml::Defect const& defect)
{
    return refuse(fmt::format("The request is no SOAP message: line {}, column {}: {}.", defect.at.line,
        defect.at.column, defect.reason));
}

// WS-Addressing's headers come with mustUnderstand from some programs. There is nothing in them to obey: a request has
// reached us, and is answered where it came from.
bool is_understood(xml::Element const& block)
{
    return block.space == addressing || block.space == autodiscover;
}

base::BasicResult<void, Fault> check_headers(xml::Element const* header)
{
    if (!header) return {};
    for (auto const& block : header->children())
        if (!is_understood(block) && xml::must_be_understood(block))
            return refuse("A header that must be understood is not understood.", FaultCode::must_understand);
    return {};
}

base::BasicResult<Operation, Fault> read_operation(xml::Document const& document)
{
    auto const envelope = xml::open_envelope(document);
    if (!envelope) return refuse(envelope.error());
    if (auto const checked = check_headers(envelope->header); !checked)
        return tl::unexpected(checked.error());
    auto const* const message = envelope->content();
    if (!message) return refuse("The request's Body is empty.");
    if (is_request_of(user_settings_names, *message)) return Operation(read_get_user_settings(*message));
    if (is_request_of(domain_settings_names, *message)) return Operation(read_get_domain_settings(*message));
    return refuse("The request is none of GetUserSettings and GetDomainSettings.");
}

}

base::BasicResult<Request, RefusedRequest> read_request(base::ByteView bytes, std::string_view charset)
{
    auto const document = xml::Document::read(bytes, charset, vocabulary());
    if (!document) return tl::unexpected(RefusedRequest { refuse(document.error()).value(), {} });
    auto const spellings = spellings_of(*document);
    auto operation = read_operation(*document);
    if (!operation) return tl::unexpected(RefusedRequest { std::move(operation.error()), spellings });
    return Request { std::move(*operation), spellings };
}

}
