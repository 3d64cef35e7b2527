// The resources of Autodiscover: SOAP, plain XML (POX) and, for anybody, JSON (v2).
// Source: spec/autodiscover.md 1 and 9.
#pragma once

#include "autodiscover/request.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/publication.hpp"
#include "endpoints/endpoint.hpp"

namespace likeness::endpoints {

inline constexpr std::string_view autodiscover_soap_path = "/autodiscover/autodiscover.svc";
inline constexpr std::string_view autodiscover_pox_path = "/autodiscover/autodiscover.xml";

/// The line by which the Managed API learns, from a 401 too, that SOAP is spoken here.
inline constexpr std::string_view soap_enabled_line = "X-SOAP-Enabled: True\r\n";

/// Must outlive the endpoints.
struct AutodiscoverParts {
    Directory& directory;
    Publication const& publication; ///< Read when a request comes in; may change before the first.
    base::WorkerLane& store_lane; ///< Where a request is read and the directory asked.
    base::WorkerLane& anonymous_lane; ///< The same for v2: strangers never hold up who has signed in.
    Clock const& clock;
};

/// POST: GetUserSettings and GetDomainSettings.
class AutodiscoverSoapEndpoint final : public Endpoint {
public:
    explicit AutodiscoverSoapEndpoint(AutodiscoverParts parts);

    http::Next answer(Turn& turn, Caller const& caller) override;
    http::Next answer_body(Turn& turn, Caller const& caller) override;

private:
    http::Next carry_out(Turn& turn, Principal const& caller, autodiscover::Request const& request) const;
    http::Next refuse(Turn& turn, autodiscover::RefusedRequest const& refused) const;

    AutodiscoverParts parts_;
};

/// POST: one account's settings. GET says what a GET can be told: that this is no request.
class AutodiscoverPoxEndpoint final : public Endpoint {
public:
    explicit AutodiscoverPoxEndpoint(AutodiscoverParts parts);

    http::Next answer(Turn& turn, Caller const& caller) override;
    http::Next answer_body(Turn& turn, Caller const& caller) override;

private:
    std::string answer_to(Turn const& turn, Principal const& caller) const;

    AutodiscoverParts parts_;
};

/// GET, for anybody: discloses of no address whether it is somebody's.
class AutodiscoverV2Endpoint final : public Endpoint {
public:
    explicit AutodiscoverV2Endpoint(AutodiscoverParts parts);

    http::Next answer(Turn& turn, Caller const& caller) override;

private:
    AutodiscoverParts parts_;
};

}
