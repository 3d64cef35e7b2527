// CardReader: the cards of a vCard file, one after the other, whatever version and however many.
// Source: RFC 6350; RFC 2426; vCard 2.1.
#pragma once

#include "base/result.hpp"
#include "vcard/content_line.hpp"
#include "vcard/line_reader.hpp"
#include "vcard/remark.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace likeness::vcard {

enum class Version : std::uint8_t { v2_1, v3_0, v4_0 };

/// The properties of one card, without BEGIN, VERSION and END. All texts are UTF-8.
struct Card {
    std::size_t line = 0; ///< Where it begins.
    Version version = Version::v3_0;
    std::vector<ContentLine> lines; ///< In the order in which they came.
    std::vector<Remark> remarks; ///< On lines that could not be read.
};

/// One thread at a time. Takes memory for one card, at most some times limits::card_bytes_max.
class CardReader {
public:
    explicit CardReader(TextSource source)
        : lines_(std::move(source))
    {
    }

    /// nullopt at the end. A remark stands for a card that is not taken: one that does not end, or is past a limit; and
    /// for what stands outside of cards, once for all of it that follows each other.
    std::optional<base::BasicResult<Card, Remark>> next();

private:
    using Outcome = base::BasicResult<Card, Remark>;

    std::optional<FileLine> take_line();
    std::optional<Remark> skip_to_card();
    Outcome read_card();
    void skip_card();
    void take(FileLine line, Card& card);

    LineReader lines_;
    std::optional<std::size_t> begun_; ///< The line of a BEGIN that was read.
    bool is_agent_next_ = false; ///< 2.1 puts the card of an agent onto the lines that follow.
    bool is_refused_ = false; ///< The file is nothing that could be read.
};

}
