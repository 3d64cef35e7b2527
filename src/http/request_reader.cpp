// Theory: one buffer holds the head and whatever came in with it. It never moves while a request lasts, since
// the handler holds views into it. A sized body that fits behind the head is read there and seen in place;
// any other goes to the store. Chunks are decoded in place: what is decoded grows at the front of the store,
// raw bytes are received behind it. Bytes of a next request are in the buffer then, or behind the last chunk
// in the store, from where next_request() brings them to the buffer.
#include "http/request_reader.hpp"

#include <algorithm>
#include <cstring>

namespace likeness::http {

namespace {

// How much is asked of the socket at a time for a body that goes to the store.
constexpr std::size_t body_read_bytes = 16u << 10;

}

RequestReader::RequestReader(Limits const& limits)
    : limits_(&limits)
    , scanner_(limits)
{
}

std::string_view RequestReader::unread_text() const
{
    return base::as_text({ buffer_.get() + begin_, end_ - begin_ });
}

std::span<std::byte> RequestReader::room()
{
    if (!in_body_) return room_for_head();
    if (place_ == Place::store) return room_in_store();
    return { buffer_.get() + end_, capacity_ - end_ };
}

void RequestReader::received(std::size_t count)
{
    (in_body_ && place_ == Place::store ? raw_end_ : end_) += count;
}

std::span<std::byte> RequestReader::room_for_head()
{
    if (begin_ == end_) {
        begin_ = end_ = 0;
        if (capacity_ > buffer_bytes_kept_max) resize_buffer(first_buffer_bytes);
    }
    if (end_ == capacity_ && begin_ > 0) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    // The scanner refuses a head before it outgrows head_bytes_max: one byte past it is room enough.
    if (end_ == capacity_)
        resize_buffer(std::max(first_buffer_bytes, std::min(capacity_ * 2, limits_->head_bytes_max + 1)));
    return { buffer_.get() + end_, capacity_ - end_ };
}

void RequestReader::resize_buffer(std::size_t bytes)
{
    auto other = std::make_unique_for_overwrite<std::byte[]>(bytes);
    if (end_ > 0) std::memcpy(other.get(), buffer_.get(), end_);
    buffer_ = std::move(other);
    capacity_ = bytes;
}

Progress RequestReader::refuse(Refusal const& refusal)
{
    refusal_ = refusal;
    return Progress::refused;
}

// Some callers send a line end behind a body; RFC 9112, section 2.2, has us read over it.
void RequestReader::skip_empty_lines()
{
    while (unread_text().starts_with("\r\n")) begin_ += 2;
}

Progress RequestReader::read_head()
{
    skip_empty_lines();
    if (is_idle()) return Progress::need_more;
    auto const text = unread_text();
    auto const progress = scanner_.scan(text);
    if (progress == Progress::need_more) return progress;
    if (progress == Progress::refused) return refuse(scanner_.refusal());

    request_end_ = begin_ + scanner_.end();
    auto const wrong = parse_head(text.substr(0, scanner_.end()), *limits_, headers_, head_, framing_);
    return wrong ? refuse(*wrong) : Progress::done;
}

Progress RequestReader::begin_body(std::size_t bytes_max)
{
    in_body_ = true;
    if (framing_.content_length > bytes_max) return refuse({ 413, "the body is too long" });
    if (framing_.chunked) chunks_ = ChunkDecoder(bytes_max);
    if (framing_.chunked || framing_.content_length > capacity_ - request_end_) move_to_store();
    return read_body();
}

Progress RequestReader::read_body()
{
    return framing_.chunked ? read_chunks() : read_sized_body();
}

void RequestReader::move_to_store()
{
    auto const behind_head = base::ByteView(buffer_.get() + request_end_, end_ - request_end_);
    store_.assign(behind_head.begin(), behind_head.end());
    raw_end_ = behind_head.size();
    end_ = request_end_;
    place_ = Place::store;
}

std::span<std::byte> RequestReader::room_in_store()
{
    // Memory grows with what has come in, never with what was announced; and of a sized body no byte behind
    // its end is asked for.
    auto step = std::max(body_read_bytes, raw_end_);
    if (framing_.chunked)
        step = body_read_bytes;
    else
        step = std::min(step, static_cast<std::size_t>(framing_.content_length) - raw_end_);
    if (store_.size() < raw_end_ + step) store_.resize(raw_end_ + step);
    return { store_.data() + raw_end_, step };
}

Progress RequestReader::read_sized_body()
{
    auto const length = static_cast<std::size_t>(framing_.content_length);
    bool const in_buffer = place_ == Place::buffer;
    if ((in_buffer ? end_ - request_end_ : raw_end_) < length) return Progress::need_more;
    body_ = { in_buffer ? buffer_.get() + request_end_ : store_.data(), length };
    if (in_buffer) request_end_ += length;
    raw_begin_ = raw_end_;
    return Progress::done;
}

Progress RequestReader::read_chunks()
{
    auto const raw = std::span(store_).subspan(raw_begin_, raw_end_ - raw_begin_);
    auto const result = chunks_.decode(raw, store_.data() + decoded_);
    decoded_ += result.produced;
    raw_begin_ += result.consumed;
    if (result.progress == Progress::refused) return refuse(chunks_.refusal());
    if (result.progress == Progress::need_more)
        raw_begin_ = raw_end_ = decoded_;
    else
        body_ = { store_.data(), decoded_ };
    return result.progress;
}

bool RequestReader::has_more() const
{
    return end_ > request_end_ || raw_end_ > raw_begin_;
}

void RequestReader::take_back_from_store()
{
    auto const next = std::span(store_).subspan(raw_begin_, raw_end_ - raw_begin_);
    begin_ = end_ = 0;
    if (next.size() > capacity_) resize_buffer(next.size());
    std::ranges::copy(next, buffer_.get());
    end_ = next.size();
}

void RequestReader::next_request()
{
    begin_ = request_end_;
    if (place_ == Place::store) take_back_from_store();
    if (store_.size() > body_bytes_kept_max) base::Bytes().swap(store_);
    scanner_.restart();
    in_body_ = false;
    place_ = Place::buffer;
    decoded_ = raw_begin_ = raw_end_ = 0;
    body_ = {};
}

}
