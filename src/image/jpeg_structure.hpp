// The skeleton of a JPEG, read without decoding: how many scans it makes the decoder go through, and
// whether it has an end.
// Source: ITU-T T.81, annex B.
#pragma once

#include "base/bytes.hpp"

namespace likeness::image {

struct JpegStructure {
    int scans = 0;
    bool has_end = false; ///< Whether an EOI marker was there.

    friend bool operator==(JpegStructure const&, JpegStructure const&) = default;
};

/// Follows the markers as libjpeg does: whatever stands between two of them is passed over. Any bytes
/// are fine; what is no JPEG has no scans and no end.
JpegStructure read_jpeg_structure(base::ByteView file);

}
