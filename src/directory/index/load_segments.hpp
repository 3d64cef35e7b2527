// Everybody of a source, as segments.
#pragma once

#include "core/ports/name_search.hpp"
#include "directory/index/segment.hpp"

#include <atomic>
#include <vector>

namespace likeness::directory {

/// Reads on the calling thread and folds on a second one, for each takes about as long: a second for a million people.
/// Usually one segment; more where one cannot address all. Once `stop` is true it ends at the next person, with nothing.
/// Errors: those of the source.
Result<std::vector<SegmentPtr>> load_segments(NameSource& source, std::atomic<bool> const& stop);

}
