#include "vcard/line_reader.hpp"

#include "base/ascii.hpp"
#include "vcard/limits.hpp"

#include <algorithm>
#include <utility>

namespace likeness::vcard {

namespace {

void append(FileLine& line, std::string_view more)
{
    auto const room = limits::line_bytes_max - line.text.size();
    line.is_cut |= more.size() > room;
    line.text.append(more.substr(0, room));
}

bool contains_ignoring_case(std::string_view text, std::string_view word)
{
    auto const same = [](char a, char b) { return base::ascii_lower(a) == base::ascii_lower(b); };
    return std::ranges::search(text, word, same).begin() != text.end();
}

// What stands before the value. Long ones are no property's.
std::string_view head_of(std::string_view line)
{
    constexpr std::size_t head_bytes_max = 1024;
    auto const start = line.substr(0, head_bytes_max);
    return start.substr(0, std::min(start.find(':'), start.size()));
}

bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

}

bool LineReader::fill()
{
    if (piece_.empty() && !at_end_) {
        piece_ = source_();
        at_end_ = piece_.empty();
    }
    return !piece_.empty();
}

// Several CRs and the LF behind them are one end: mail gateways have doubled CRs.
void LineReader::skip_line_end()
{
    while (fill() && piece_.front() == '\r') piece_.remove_prefix(1);
    if (fill() && piece_.front() == '\n') piece_.remove_prefix(1);
}

void LineReader::read_physical(FileLine& line)
{
    while (fill()) {
        auto const end = piece_.find_first_of("\r\n");
        append(line, piece_.substr(0, end));
        if (end == std::string_view::npos) {
            piece_ = {};
            continue;
        }
        piece_.remove_prefix(end);
        skip_line_end();
        return;
    }
}

std::optional<FileLine> LineReader::take_physical()
{
    if (ahead_) return std::exchange(ahead_, std::nullopt);
    if (!fill()) return std::nullopt;
    FileLine line { .number = ++lines_ };
    read_physical(line);
    return line;
}

FileLine const* LineReader::peek_physical()
{
    if (!ahead_) ahead_ = take_physical();
    return ahead_ ? &*ahead_ : nullptr;
}

void LineReader::unfold(FileLine& line)
{
    while (auto const* const more = peek_physical()) {
        if (more->text.empty() || !is_blank(more->text.front())) return;
        append(line, std::string_view(more->text).substr(keeps_blanks_ ? 0 : 1));
        line.is_cut |= more->is_cut;
        ahead_.reset();
    }
}

void LineReader::join_soft_breaks(FileLine& line)
{
    while (line.text.ends_with('=')) {
        auto const* const more = peek_physical();
        if (!more) return;
        line.text.pop_back();
        append(line, more->text);
        line.is_cut |= more->is_cut;
        ahead_.reset();
    }
}

// Some exports do not begin what follows with a blank. No line of base64 has a colon, every other line has one.
void LineReader::join_base64(FileLine& line)
{
    while (auto const* const more = peek_physical()) {
        if (more->text.empty() || more->text.contains(':')) return;
        append(line, more->text);
        line.is_cut |= more->is_cut;
        ahead_.reset();
    }
}

std::optional<FileLine> LineReader::next()
{
    auto line = take_physical();
    if (!line) return std::nullopt;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (line->number == 1 && line->text.starts_with(byte_order_mark))
        line->text.erase(0, byte_order_mark.size());

    auto const head = std::string(head_of(line->text));
    if (contains_ignoring_case(head, "QUOTED-PRINTABLE")) join_soft_breaks(*line);
    unfold(*line);
    if (contains_ignoring_case(head, "ENCODING=B") || contains_ignoring_case(head, ";BASE64"))
        join_base64(*line);
    return line;
}

}
