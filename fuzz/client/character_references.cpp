// References to characters that XML does not have, taken out of an answer.
//
// Invariant: nothing is left to take out, and a text without references stays as it is.
#include "client/soap/character_references.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace likeness;
    std::span const bytes { reinterpret_cast<std::byte const*>(data), size };
    auto const clean = client::without_forbidden_references(bytes);
    if (!clean) return 0;
    if (!base::as_text(bytes).contains("&#")) std::abort();
    if (!base::as_text(*clean).contains("&#xFFFD;")) std::abort();
    if (client::without_forbidden_references(*clean)) std::abort();
    return 0;
}
