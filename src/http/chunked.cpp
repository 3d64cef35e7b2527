#include "http/chunked.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace likeness::http {

namespace {

std::optional<unsigned> hex_digit(unsigned char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return std::nullopt;
}

bool is_control(unsigned char letter)
{
    return (letter < ' ' && letter != '\t') || letter == 0x7f;
}

// 16 digits are a 64-bit number; more of them can only be an attempt to overflow one.
constexpr unsigned size_digits_max = 16;

}

ChunkDecoder::Result ChunkDecoder::decode(std::span<std::byte const> input, std::byte* output)
{
    Result result;
    while (result.consumed < input.size() && !refused_ && state_ != State::finished) {
        if (state_ != State::data) {
            take(std::to_integer<unsigned char>(input[result.consumed++]));
            continue;
        }
        auto const count
            = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes_, input.size() - result.consumed));
        // The output may be the input itself, a little behind: hence not memcpy.
        std::memmove(output + result.produced, input.data() + result.consumed, count);
        result.consumed += count;
        result.produced += count;
        chunk_bytes_ -= count;
        if (chunk_bytes_ == 0) state_ = State::data_carriage_return;
    }
    if (refused_) result.progress = Progress::refused;
    if (state_ == State::finished) result.progress = Progress::done;
    return result;
}

void ChunkDecoder::take(unsigned char letter)
{
    switch (state_) {
    case State::size_begin:
    case State::size: return take_size_digit(letter);
    case State::extension_blank: return take_behind_size(letter);
    case State::extension: return take_extension(letter);
    case State::size_line_feed:
        if (letter != '\n') return refuse(400, "the line of a chunk does not end in CR LF");
        return end_size_line();
    case State::data_carriage_return: return expect(letter, '\r', State::data_line_feed);
    case State::data_line_feed: return expect(letter, '\n', State::size_begin);
    case State::trailer_begin:
    case State::trailer: return take_trailer(letter);
    case State::trailer_line_feed: return expect(letter, '\n', State::trailer_begin);
    case State::last_line_feed: return expect(letter, '\n', State::finished);
    case State::data:
    case State::finished: return;
    }
}

void ChunkDecoder::take_size_digit(unsigned char letter)
{
    auto const digit = hex_digit(letter);
    if (!digit && state_ == State::size) return take_behind_size(letter);
    if (state_ == State::size_begin) {
        chunk_bytes_ = size_digits_ = 0;
        extension_bytes_ = 0;
    }
    if (!digit || ++size_digits_ > size_digits_max) return refuse(400, "no valid chunk size");
    chunk_bytes_ = chunk_bytes_ * 16 + *digit;
    state_ = State::size;
}

void ChunkDecoder::take_behind_size(unsigned char letter)
{
    // Blanks are allowed before an extension only; before the line's end they are no part of the grammar.
    if (letter == ';')
        state_ = State::extension;
    else if (letter == '\r' && state_ == State::size)
        state_ = State::size_line_feed;
    else if ((letter == ' ' || letter == '\t') && ++extension_bytes_ <= extension_bytes_max)
        state_ = State::extension_blank;
    else
        refuse(400, "no valid chunk size");
}

void ChunkDecoder::take_extension(unsigned char letter)
{
    if (letter == '\r')
        state_ = State::size_line_feed;
    else if (is_control(letter) || ++extension_bytes_ > extension_bytes_max)
        refuse(400, "no valid chunk extension");
}

void ChunkDecoder::end_size_line()
{
    if (chunk_bytes_ == 0) {
        state_ = State::trailer_begin;
        return;
    }
    if (chunk_bytes_ > body_bytes_left_) return refuse(413, "the body is too long");
    body_bytes_left_ -= chunk_bytes_;
    state_ = State::data;
}

void ChunkDecoder::take_trailer(unsigned char letter)
{
    if (letter == '\r') {
        state_ = state_ == State::trailer_begin ? State::last_line_feed : State::trailer_line_feed;
        return;
    }
    bool const folded = state_ == State::trailer_begin && (letter == ' ' || letter == '\t');
    if (is_control(letter) || folded) return refuse(400, "no valid trailer line");
    if (++trailer_bytes_ > trailer_bytes_max) return refuse(431, "the trailer is too long");
    state_ = State::trailer;
}

void ChunkDecoder::expect(unsigned char letter, unsigned char wanted, State next)
{
    if (letter != wanted) return refuse(400, "a chunk does not end where its size says");
    state_ = next;
}

void ChunkDecoder::refuse(int status, std::string_view reason)
{
    refused_ = true;
    refusal_ = { status, reason };
}

}
