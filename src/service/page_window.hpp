// PageWindow: which of a list an indexed page holds.
// Source: spec/contacts.md 10.
#pragma once

#include "core/operations/find_folder.hpp"

namespace likeness::service {

struct PageWindow {
    std::size_t begin = 0;
    std::size_t count = 0;
    std::size_t next_offset = 0; ///< Counted from the page's own base point: a client hands it back as it is.
    bool includes_last = true;
};

/// Errors: invalid_paging_max_rows; invalid_indexed_paging_parameters.
Result<PageWindow> window_of(IndexedPage const& page, std::size_t total);

/// Where the next one begins, of `total`, is next_offset.
/// Errors: invalid_paging_max_rows; invalid_fractional_paging_parameters.
Result<PageWindow> window_of(FractionalPage const& page, std::size_t total);

}
