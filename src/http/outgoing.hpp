// An answer on its way out: its head, written into one block, and its body, left where it lies.
#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace likeness::http {

/// What the head says besides what the handler wrote.
struct Delivery {
    std::string_view date_line;
    int minor_version = 1; ///< The caller's.
    bool keep_alive = true;
    bool to_head = false; ///< Answers a HEAD: no body.
};

/// Keeps its memory from answer to answer.
class Outgoing {
public:
    /// Writes the head of `response` and looks at its body, which must outlast the sending.
    void compose(Response const& response, Delivery const& delivery);

    /// Just these bytes.
    void compose(std::string_view bytes);

    /// Takes the front of the body behind the head, as far as the block stays within `block_bytes_max`.
    void fold_body(std::size_t block_bytes_max);

    base::ByteView block() const { return base::as_bytes(block_).subspan(block_sent_); }
    base::ByteView body() const { return body_; }
    bool empty() const { return block_sent_ == block_.size() && body_.empty(); }

    /// The first `count` bytes of what is left are sent.
    void sent(std::size_t count);

private:
    std::string block_;
    std::size_t block_sent_ = 0;
    base::ByteView body_;
};

}
