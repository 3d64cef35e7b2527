// What every reader of XML is given: any bytes, with and without a charset from outside.
// Invariant: any bytes end in a document or in a defect with a place; a document's texts are UTF-8, its depth, elements
// and attributes within the limits, and what the writer makes of a text reads back the same.
#include "xml/document.hpp"
#include "base/utf8.hpp"
#include "xml/limits.hpp"
#include "xml/soap.hpp"
#include "xml/writer.hpp"

#include <cstdlib>

using namespace likeness;

namespace {

constexpr std::array<xml::Namespace, 2> vocabulary {
    { { xml::soap_space, xml::Spelling::http, xml::soap_uri },
        { xml::soap_space, xml::Spelling::https, xml::soap_https_uri } }
};

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_text(std::string_view text)
{
    require(base::is_utf8(text));
    std::string written;
    xml::Writer(written).open("a").text(text).close();
    auto const again = xml::Document::read(base::as_bytes(written), "utf-8", vocabulary);
    require(again.has_value() && again->root().text == text);
}

std::size_t check_element(xml::Element const& element, std::size_t depth)
{
    require(depth <= xml::limits::depth_max);
    require(element.attributes.size() <= xml::limits::attributes_per_element_max);
    require(element.text.empty() || !element.first_child);
    check_text(element.text);
    std::size_t count = 1;
    for (auto const& child : element.children()) count += check_element(child, depth + 1);
    return count;
}

void check(base::ByteView bytes, std::string_view charset)
{
    auto const document = xml::Document::read(bytes, charset, vocabulary);
    if (!document) return require(!document.error().reason.empty() && document.error().at.line > 0);
    require(check_element(document->root(), 1) <= xml::limits::elements_max);
    static_cast<void>(xml::open_envelope(*document));
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    base::ByteView const bytes(reinterpret_cast<std::byte const*>(data), size);
    check(bytes, "");
    check(bytes, "utf-8");
    return 0;
}
