// Invariant: any bytes that Autodiscover or the DNS may answer end in something told or a refusal; a kept server is
// written back as it was read. The first byte chooses the reader.
#include "client/discovery/autodiscover_answer.hpp"
#include "client/discovery/server_cache.hpp"
#include "client/discovery/service_lookup.hpp"
#include "client/limits.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness;
using namespace likeness::client;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_answer(Wire wire, base::ByteView bytes)
{
    HttpAnswer answer { .status = 200, .content_type = "text/xml; charset=utf-8" };
    answer.body.assign(bytes.begin(), bytes.end());
    auto const told = read_autodiscover_answer(wire, answer);
    if (!told) return;
    if (auto const* const server = std::get_if<ToldServer>(&*told)) require(!server->ews_url.empty());
}

void check_kept(std::string_view text)
{
    auto const server = read_kept_server(text);
    if (!server) return;
    auto const written = write_kept_server(*server);
    require(!written || read_kept_server(*written) == server);
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    base::ByteView const input(reinterpret_cast<std::byte const*>(data), size);
    if (input.empty()) return 0;
    auto const bytes = input.subspan(1);
    switch (data[0] % 5) {
    case 0: check_answer(Wire::soap, bytes); break;
    case 1: check_answer(Wire::pox, bytes); break;
    case 2: check_answer(Wire::json, bytes); break;
    case 3: check_kept(base::as_text(bytes)); break;
    default:
        if (auto const records = read_service_answer(bytes))
            require(records->size() <= client::limits::service_records_max);
    }
    return 0;
}
