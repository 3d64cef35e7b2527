// The head of a request: where it ends in the bytes so far, and what it says.
//
// Beast's parser reads the head; what it leaves open, or reads more kindly than two programs in a row may
// (request smuggling), is refused here: a missing or second Host, folded lines, bare line ends, any second or
// listed Content-Length, any Transfer-Encoding but chunked, both framings at once.
// Source: RFC 9112, sections 2 to 6 and 11.2.
#pragma once

#include "http/limits.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace likeness::http {

enum class Progress { need_more, done, refused };

/// Why the server will not take a request, and the status that says so.
struct Refusal {
    int status = 400;
    std::string_view reason; ///< A literal: for the caller's eyes.
};

/// Finds the end of a head that arrives in pieces. What it says depends on the bytes alone, never on how they
/// were cut.
class HeadScanner {
public:
    explicit HeadScanner(Limits const& limits)
        : limits_(&limits)
    {
    }

    /// In: all bytes of the request so far, each time from its first. Looks only at those that are new.
    Progress scan(std::string_view bytes);

    std::size_t end() const { return end_; } ///< Behind the empty line. After done.
    Refusal const& refusal() const { return refusal_; } ///< After refused.

    void restart();

private:
    Progress refuse(int status, std::string_view reason);
    std::optional<Refusal> over_limit(std::size_t line_end) const;

    Limits const* limits_;
    std::size_t line_begin_ = 0;
    std::size_t searched_ = 0;
    std::size_t end_ = 0;
    Refusal refusal_;
};

/// How the body behind a head is delimited, and what becomes of the connection.
struct Framing {
    bool chunked = false;
    std::uint64_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false; ///< A 100 is awaited before the body.

    bool has_body() const { return chunked || content_length > 0; }
};

/// Reads a whole head, as HeadScanner found it, into `head` (method, target, version, headers) and `framing`.
/// `headers` is emptied and filled; all views are into `bytes`. What is wrong with it, or nullopt.
std::optional<Refusal> parse_head(std::string_view bytes, Limits const& limits, std::vector<Header>& headers,
    RequestHead& head, Framing& framing);

}
