// A part of a list by numbers on the wire: IndexedPageFolderView, IndexedPageItemView and those by fractions.
// Source: spec/contacts.md 10; types.xsd, IndexedPageViewType.
#pragma once

#include "core/operations/find_folder.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// Refused: it is not there, or is no number.
Readable<int> required_number(xml::Element const& element, std::string_view name);

/// Into `number`, where the attribute is there. Refused: it is no number.
Readable<void> optional_number(
    xml::Element const& element, std::string_view name, std::optional<int>& number);

/// Refused: numbers that are missing or none; a missing or unknown BasePoint.
Readable<IndexedPage> read_indexed_page(xml::Element const& view);

/// `name` is the element's, with its prefix; a literal.
void write_indexed_page(xml::Writer& writer, std::string_view name, IndexedPage const& page);

/// The same by a fraction: FractionalPageFolderView and FractionalPageItemView. Refused: numbers that are missing or none.
Readable<FractionalPage> read_fractional_page(xml::Element const& view);

void write_fractional_page(xml::Writer& writer, std::string_view name, FractionalPage const& page);

}
