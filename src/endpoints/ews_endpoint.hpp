// The EWS resource: POST of a SOAP request to .../EWS/Exchange.asmx.
// Source: spec/soap.md 1, 3 and 6; spec/auth.md 6.
#pragma once

#include "endpoints/body_budget.hpp"
#include "endpoints/endpoint.hpp"
#include "endpoints/ews_call.hpp"

namespace likeness::endpoints {

inline constexpr std::string_view ews_path = "/EWS/Exchange.asmx";

class EwsEndpoint final : public Endpoint {
public:
    explicit EwsEndpoint(EwsParts parts);

    /// 415 for a type that is no XML; ErrorServerBusy where too many long requests are under way; else waits for the
    /// body.
    http::Next answer(Turn& turn, Caller const& caller) override;

    /// Reads the request and has its operation answer: on the I/O thread where it is short, else on the CPU lane.
    http::Next answer_body(Turn& turn, Caller const& caller) override;

private:
    http::Next refuse(Turn& turn, ews::RefusedRequest const& refused) const;
    http::Next dispatch(Turn& turn, Caller const& caller, ews::Request&& request) const;
    http::Next dispatch_for_another(Turn& turn, Caller const& caller, ews::Request&& request) const;
    http::Next call(Turn& turn, Caller const& caller, ews::Request const& request) const;

    EwsParts parts_;
    BodyBudget bodies_;
};

}
