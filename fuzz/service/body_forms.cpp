// Bodies as clients write them: HTML and text, or neither.
// Invariant: what there is to read of HTML is no longer than it, and UTF-8 where that was; text without markup's blanks
// comes out of its HTML as it went in.
#include "service/body_forms.hpp"
#include "base/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace likeness;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

bool has_blanks(std::string_view text)
{
    return text.find_first_of(" \t\r\n") != std::string_view::npos;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const body(reinterpret_cast<char const*>(data), size);
    auto const text = service::text_of_html(body);
    require(text.size() <= body.size());
    require(!base::is_utf8(body) || base::is_utf8(text));
    if (!has_blanks(body)) require(service::text_of_html(service::html_of_text(body)) == body);
    return 0;
}
