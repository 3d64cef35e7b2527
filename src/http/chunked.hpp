// Chunked bodies: takes away the framing, a byte at a time, so that no line of it need fit a buffer.
// Source: RFC 9112, section 7.1.
#pragma once

#include "http/request_head.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace likeness::http {

class ChunkDecoder {
public:
    /// `body_bytes_max`: 413 past it.
    explicit ChunkDecoder(std::uint64_t body_bytes_max = 0)
        : body_bytes_left_(body_bytes_max)
    {
    }

    struct Result {
        Progress progress = Progress::need_more;
        std::size_t consumed = 0; ///< Of the input; less than all of it only when done or refused.
        std::size_t produced = 0; ///< Bytes written to the output.
    };

    /// Goes on with the body. `output` has room for as many bytes as `input`, and may be the same memory.
    /// Trailers are read over.
    Result decode(std::span<std::byte const> input, std::byte* output);

    Refusal const& refusal() const { return refusal_; } ///< After refused.

    static constexpr std::size_t extension_bytes_max = 1024; ///< In a chunk's line: 400 past it.
    static constexpr std::size_t trailer_bytes_max = 8192; ///< All lines: 431 past it.

private:
    enum class State {
        size_begin,
        size,
        extension_blank,
        extension,
        size_line_feed,
        data,
        data_carriage_return,
        data_line_feed,
        trailer_begin,
        trailer,
        trailer_line_feed,
        last_line_feed,
        finished,
    };

    void take(unsigned char letter);
    void take_size_digit(unsigned char letter);
    void take_behind_size(unsigned char letter);
    void take_extension(unsigned char letter);
    void take_trailer(unsigned char letter);
    void expect(unsigned char letter, unsigned char wanted, State next);
    void end_size_line();
    void refuse(int status, std::string_view reason);

    State state_ = State::size_begin;
    std::uint64_t body_bytes_left_;
    std::uint64_t chunk_bytes_ = 0; // What is left of this chunk.
    unsigned size_digits_ = 0;
    std::size_t extension_bytes_ = 0;
    std::size_t trailer_bytes_ = 0;
    bool refused_ = false;
    Refusal refusal_;
};

}
