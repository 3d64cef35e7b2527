#include "endpoints/soap_answer.hpp"

#include "endpoints/gzip.hpp"

namespace likeness::endpoints {

http::Next answer_soap(Turn& turn, int status, std::string&& xml, SoapContent content)
{
    auto& response = turn.response();
    response.status = status;
    // One blank, lower case: DavMail compares the whole line and parses nothing that differs.
    response.add_header("Content-Type", "text/xml; charset=utf-8");
    response.add_header("Cache-Control", "private");
    response.text = std::move(xml);
    if (content == SoapContent::pictures || response.text.size() < gzip_bytes_min) return http::Next::respond;
    response.add_header("Vary", "Accept-Encoding");
    if (!takes_gzip(turn.head().find("Accept-Encoding").value_or(""))) return http::Next::respond;
    if (auto compressed = gzip(response.text)) {
        response.add_header("Content-Encoding", "gzip");
        response.text = std::move(*compressed);
    }
    return http::Next::respond;
}

http::Next answer_fault(
    Turn& turn, ews::Fault const& fault, ews::Spellings const& spellings, ews::ServerVersion const& version)
{
    return answer_soap(turn, 500, ews::write_fault(fault, spellings, version));
}

}
