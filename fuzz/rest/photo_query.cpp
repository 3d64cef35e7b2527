// Invariant: any query ends in a request that is read back the same after it is written, or in an error that is one
// of the two documented.
#include "rest/photo_request.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace likeness;
    std::string_view const query(reinterpret_cast<char const*>(data), size);
    auto const request = rest::read_photo_query(query);
    if (!request) {
        auto const code = request.error().code;
        if (code != Code::invalid_smtp_address && code != Code::invalid_photo_size) std::abort();
        return 0;
    }
    auto const again = rest::read_photo_query(rest::write_photo_query(*request));
    if (!again || again->email.text() != request->email.text() || again->size != request->size) std::abort();
    return 0;
}
