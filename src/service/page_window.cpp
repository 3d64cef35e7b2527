#include "service/page_window.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

std::size_t entries_of(std::optional<int> entries_max, std::size_t left)
{
    return entries_max ? std::min(static_cast<std::size_t>(*entries_max), left) : left;
}

}

Result<PageWindow> window_of(IndexedPage const& page, std::size_t total)
{
    if (page.entries_max.value_or(1) < 1) return fail(Code::invalid_paging_max_rows);
    if (page.offset < 0) return fail(Code::invalid_indexed_paging_parameters);
    auto const skipped = std::min(static_cast<std::size_t>(page.offset), total);
    auto const left = total - skipped;
    auto const count = entries_of(page.entries_max, left);
    bool const from_end = page.base_point == IndexedPage::BasePoint::end;
    return PageWindow { .begin = from_end ? left - count : skipped,
        .count = count,
        .next_offset = skipped + count,
        .includes_last = skipped + count == total };
}

Result<PageWindow> window_of(FractionalPage const& page, std::size_t total)
{
    if (page.entries_max.value_or(1) < 1) return fail(Code::invalid_paging_max_rows);
    if (page.numerator < 0 || page.denominator < 1 || page.numerator > page.denominator)
        return fail(Code::invalid_fractional_paging_parameters);
    auto const numerator = static_cast<std::size_t>(page.numerator);
    auto const begin = total * numerator / static_cast<std::size_t>(page.denominator);
    auto const count = entries_of(page.entries_max, total - begin);
    return PageWindow {
        .begin = begin, .count = count, .next_offset = begin + count, .includes_last = begin + count == total
    };
}

}
