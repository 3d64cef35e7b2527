#include "ews/indexed_page.hpp"

namespace likeness::ews {

namespace {

constexpr std::array<std::pair<std::string_view, IndexedPage::BasePoint>, 2> base_points { {
    { "Beginning", IndexedPage::BasePoint::beginning },
    { "End", IndexedPage::BasePoint::end },
} };

}

Readable<int> required_number(xml::Element const& element, std::string_view name)
{
    auto const text = required_attribute(element, name);
    if (!text) return tl::unexpected(text.error());
    return read_integer(element, *text);
}

Readable<void> optional_number(xml::Element const& element, std::string_view name, std::optional<int>& number)
{
    if (!element.attribute(name)) return {};
    auto const read = required_number(element, name);
    if (!read) return tl::unexpected(read.error());
    number = *read;
    return {};
}

Readable<IndexedPage> read_indexed_page(xml::Element const& view)
{
    IndexedPage page;
    if (auto read = optional_number(view, "MaxEntriesReturned", page.entries_max); !read)
        return tl::unexpected(read.error());
    auto const offset = required_number(view, "Offset");
    if (!offset) return tl::unexpected(offset.error());
    auto const base_point = required_attribute(view, "BasePoint");
    if (!base_point) return tl::unexpected(base_point.error());
    auto const base = enumerated(view, *base_point, base_points);
    if (!base) return tl::unexpected(base.error());
    page.offset = *offset;
    page.base_point = *base;
    return page;
}

void write_indexed_page(xml::Writer& writer, std::string_view name, IndexedPage const& page)
{
    writer.open(name);
    if (page.entries_max) writer.attribute("MaxEntriesReturned", std::to_string(*page.entries_max));
    writer.attribute("Offset", std::to_string(page.offset))
        .attribute("BasePoint", name_in(base_points, page.base_point))
        .close();
}

Readable<FractionalPage> read_fractional_page(xml::Element const& view)
{
    FractionalPage page;
    if (auto read = optional_number(view, "MaxEntriesReturned", page.entries_max); !read)
        return tl::unexpected(read.error());
    auto const numerator = required_number(view, "Numerator");
    if (!numerator) return tl::unexpected(numerator.error());
    auto const denominator = required_number(view, "Denominator");
    if (!denominator) return tl::unexpected(denominator.error());
    page.numerator = *numerator;
    page.denominator = *denominator;
    return page;
}

void write_fractional_page(xml::Writer& writer, std::string_view name, FractionalPage const& page)
{
    writer.open(name);
    if (page.entries_max) writer.attribute("MaxEntriesReturned", std::to_string(*page.entries_max));
    writer.attribute("Numerator", std::to_string(page.numerator))
        .attribute("Denominator", std::to_string(page.denominator))
        .close();
}

}
