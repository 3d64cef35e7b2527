#include "service/page_window.hpp"

#include <algorithm>

namespace likeness::service {

Result<PageWindow> window_of(IndexedPage const& page, std::size_t total)
{
    if (page.entries_max.value_or(1) < 1) return fail(Code::invalid_paging_max_rows);
    if (page.offset < 0) return fail(Code::invalid_indexed_paging_parameters);
    auto const skipped = std::min(static_cast<std::size_t>(page.offset), total);
    auto const left = total - skipped;
    auto const count = page.entries_max ? std::min(static_cast<std::size_t>(*page.entries_max), left) : left;
    bool const from_end = page.base_point == IndexedPage::BasePoint::end;
    return PageWindow { .begin = from_end ? left - count : skipped,
        .count = count,
        .next_offset = skipped + count,
        .includes_last = skipped + count == total };
}

}
