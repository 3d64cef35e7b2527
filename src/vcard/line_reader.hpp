// LineReader: the unfolded lines of a vCard file.
// Source: RFC 6350, 3.2; vCard 2.1, 2.1.3: quoted-printable and base64 go on over several lines in ways of their own.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::vcard {

/// The next piece of a file, of any size; empty at its end. What it gives lasts until it is called again.
using TextSource = std::move_only_function<std::string_view()>;

struct FileLine {
    std::size_t number = 0; ///< Of the first line of those that it was folded into; from 1.
    std::string text; ///< Its first limits::line_bytes_max bytes.
    bool is_cut = false; ///< There were more.
};

/// One thread at a time.
class LineReader {
public:
    explicit LineReader(TextSource source)
        : source_(std::move(source))
    {
    }

    /// nullopt at the end. Line ends are CR, LF or both.
    std::optional<FileLine> next();

    /// What is folded keeps the blank that a line begins with (2.1), or loses it (later ones, and at first).
    void keep_blanks(bool kept) { keeps_blanks_ = kept; }

private:
    std::optional<FileLine> take_physical();
    FileLine const* peek_physical();
    bool fill();
    void read_physical(FileLine& line);
    void skip_line_end();
    void unfold(FileLine& line);
    void join_soft_breaks(FileLine& line);
    void join_base64(FileLine& line);

    TextSource source_;
    std::string_view piece_;
    bool at_end_ = false;
    std::size_t lines_ = 0;
    std::optional<FileLine> ahead_;
    bool keeps_blanks_ = false;
};

}
