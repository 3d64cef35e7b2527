// A filter over columns: which rows it matches, the same as likeness::matches says of their items.
#pragma once

#include "storage/sqlite/item_columns.hpp"

namespace likeness::storage {

/// A byte for each row: 1 where it is meant, else 0.
using RowMask = std::vector<std::uint8_t>;

/// Reads what it needs of the folder's items: columns, once, and where a part of the filter is of what no column can
/// hold - a list, a body, a property of MAPI, two properties compared - all items for it.
Result<RowMask> matching_rows(Connection& connection, ItemColumns& columns, ItemFilter const& filter);

}
