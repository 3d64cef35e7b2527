// Requests out of a stream of bytes, one after the other: heads, bodies of both framings, pipelining. No I/O.
//
// Who drives it reads bytes into room(), says received(), and asks read_head() or read_body() again while they
// need more. Memory is kept from request to request, so that a request like the last one allocates nothing.
#pragma once

#include "http/chunked.hpp"
#include "http/request_head.hpp"

#include <memory>
#include <span>
#include <vector>

namespace likeness::http {

class RequestReader {
public:
    /// `limits` must outlive the reader.
    explicit RequestReader(Limits const& limits);

    /// Where the next bytes go. Valid until any other call; never empty after need_more.
    std::span<std::byte> room();
    void received(std::size_t count);

    /// On done, head() and framing() are filled; their views last until next_request().
    Progress read_head();
    RequestHead& head() { return head_; }
    Framing const& framing() const { return framing_; }

    /// Whether nothing of the next request is there yet, after read_head() needed more. Line ends before it are
    /// nothing, also half ones.
    bool is_idle() const { return unread_text().empty() || unread_text() == "\r"; }

    /// Starts on the body, once, and only if framing().has_body(); answers as read_body() does.
    /// Refused (413) as soon as the body is known to be longer than `bytes_max`.
    Progress begin_body(std::size_t bytes_max);
    Progress read_body();
    base::ByteView body() const { return body_; } ///< After done, until next_request().

    /// After refused, which ends the reading for good.
    Refusal const& refusal() const { return refusal_; }

    /// Whether bytes came in behind what was read of this request: its body, or a next request.
    bool has_more() const;

    /// Forgets the request, which was read to its end; what came in behind it is the start of the next.
    void next_request();

    static constexpr std::size_t first_buffer_bytes = 4u << 10;
    static constexpr std::size_t buffer_bytes_kept_max = 16u
        << 10; ///< More goes back when a connection idles.
    static constexpr std::size_t body_bytes_kept_max = 64u << 10;

private:
    // Where the bytes of a body are gathered.
    enum class Place { buffer, store };

    std::string_view unread_text() const;
    std::span<std::byte> room_for_head();
    std::span<std::byte> room_in_store();
    void resize_buffer(std::size_t bytes);
    void skip_empty_lines();
    void move_to_store();
    void take_back_from_store();
    Progress refuse(Refusal const& refusal);
    Progress read_sized_body();
    Progress read_chunks();

    Limits const* limits_;
    std::unique_ptr<std::byte[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0; // Of the request.
    std::size_t end_ = 0; // Of what was received.
    std::size_t request_end_ = 0; // Of what was read of the request.

    HeadScanner scanner_;
    std::vector<Header> headers_;
    RequestHead head_;
    Framing framing_;
    Refusal refusal_;

    bool in_body_ = false;
    Place place_ = Place::buffer;
    base::Bytes store_;
    std::size_t decoded_ = 0; // Bytes of a chunked body, at the front of the store.
    std::size_t raw_begin_ = 0; // Of what was received into the store and not read yet.
    std::size_t raw_end_ = 0;
    ChunkDecoder chunks_;
    base::ByteView body_;
};

}
