// What every reader of Autodiscover is given: any bytes, as SOAP, as plain XML, as a v2 target, and as answers of each.
// Invariant: any bytes end in a value or a refusal; a request that is read and written again is read as the same, and a
// refusal is written as an answer that reads back as it was meant.
#include "autodiscover/get_domain_settings.hpp"
#include "autodiscover/get_user_settings.hpp"
#include "autodiscover/pox.hpp"
#include "autodiscover/request.hpp"
#include "autodiscover/v2.hpp"

#include <cstdlib>

using namespace likeness;
using namespace likeness::autodiscover;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

std::string written(GetUserSettings const& request)
{
    return write_get_user_settings(request, "https://mail.contoso.com/");
}

std::string written(GetDomainSettings const& request)
{
    return write_get_domain_settings(request, "https://mail.contoso.com/");
}

void check_soap(base::ByteView bytes)
{
    auto const request = read_request(bytes, "");
    if (!request) {
        auto const answer = write_fault(request.error().fault, request.error().spellings, {});
        auto const read = read_get_user_settings_response(base::as_bytes(answer), "");
        return require(!read && read.error().code == request.error().fault.code);
    }
    auto const again
        = std::visit([](auto const& operation) { return written(operation); }, request->operation);
    auto const read = read_request(base::as_bytes(again), "");
    require(read.has_value() && read->operation == request->operation);
}

void check_pox(base::ByteView bytes)
{
    auto const request = read_pox_request(bytes, "");
    if (!request) {
        auto const& error = request.error().error;
        auto const answer = write_pox_error(error, "00:00:00", "1", request.error().spellings);
        auto const read = read_pox_answer(base::as_bytes(answer), "");
        return require(read.has_value() && *read == PoxAnswer(error));
    }
    auto const again = write_pox_request(request->account);
    auto const read = read_pox_request(base::as_bytes(again), "");
    require(read.has_value() && read->account == request->account);
}

void check_v2(std::string_view target)
{
    auto const request = read_v2_request(target);
    if (!request) {
        auto const answer = write_v2_refusal(request.error());
        return require(!read_v2_answer(base::as_bytes(answer)).error().code.empty());
    }
    auto const again = write_v2_request(*request);
    auto const read = read_v2_request(again);
    require(is_v2_target(again) && read.has_value() && *read == *request);
}

void check_answers(base::ByteView bytes)
{
    static_cast<void>(read_get_user_settings_response(bytes, ""));
    static_cast<void>(read_get_domain_settings_response(bytes, ""));
    static_cast<void>(read_pox_answer(bytes, ""));
    static_cast<void>(read_v2_answer(bytes));
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    base::ByteView const bytes(reinterpret_cast<std::byte const*>(data), size);
    check_soap(bytes);
    check_pox(bytes);
    static_cast<void>(is_v2_target(base::as_text(bytes)));
    check_v2(base::as_text(bytes));
    check_answers(bytes);
    return 0;
}
