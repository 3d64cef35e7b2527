// Requests and answers as text, for the tests of what reads and writes them.
#pragma once

#include "ews/request.hpp"
#include "ews/response.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>

namespace likeness::ews {

/// A request with this body. In it the prefix t is the types' and m the messages'.
inline std::string envelope(std::string_view body, std::string_view scheme = "http")
{
    auto const uri = [&](std::string_view rest) { return std::string(scheme).append("://").append(rest); };
    return "<s:Envelope xmlns:s='" + uri("schemas.xmlsoap.org/soap/envelope/") + "' xmlns:t='"
        + uri("schemas.microsoft.com/exchange/services/2006/types") + "' xmlns:m='"
        + uri("schemas.microsoft.com/exchange/services/2006/messages") + "'><s:Body>" + std::string(body)
        + "</s:Body></s:Envelope>";
}

/// A message that was read, with the bytes that its views are of.
class Read {
public:
    explicit Read(std::string text)
        : text_(std::make_unique<std::string>(std::move(text)))
        , request_(read_request(base::as_bytes(*text_), "utf-8").value())
    {
    }

    Request const& request() const { return request_; }
    xml::Element const& content() const { return *request_.operation; }

private:
    std::unique_ptr<std::string> text_;
    Request request_;
};

/// The request that `write` writes into a RequestWriter's body.
template <class Write> std::string written(Write write)
{
    RequestWriter writer(Schema::exchange2016);
    write(writer.body());
    return writer.finish();
}

/// The answer that `write` writes with a ResponseWriter.
template <class Write> std::string answered(Write write, Spellings const& spellings = {})
{
    ResponseWriter response(spellings, {});
    write(response);
    return response.finish();
}

/// "NoError", or the code of a refusal.
template <class Value> std::string_view refusal(Readable<Value> const& value)
{
    return value ? "NoError" : response_code(value.error().code);
}

/// Whether two batches say the same; of errors the code and the words.
template <class Value>
bool same(std::vector<Result<Value>> const& left, std::vector<Result<Value>> const& right)
{
    return std::ranges::equal(left, right, [](auto const& a, auto const& b) {
        if (a && b) return *a == *b;
        return !a && !b && a.error().code == b.error().code && a.error().message == b.error().message;
    });
}

}
