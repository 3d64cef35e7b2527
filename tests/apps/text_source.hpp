// A text as a ByteReader reads it, in pieces as small as a test wants them.
#pragma once

#include "apps/likeness/byte_reader.hpp"

#include <algorithm>
#include <string>

namespace likeness::tests {

inline app::ByteReader reader_of(
    std::string text, std::size_t piece_bytes = 7, std::size_t buffer_bytes = 4096)
{
    auto source = [text = std::move(text), at = std::size_t { 0 }, piece_bytes](
                      std::span<char> into) mutable -> base::BasicResult<std::size_t, std::error_code> {
        auto const taken = text.copy(into.data(), std::min(piece_bytes, into.size()), at);
        at += taken;
        return taken;
    };
    return app::ByteReader(std::move(source), buffer_bytes);
}

}
