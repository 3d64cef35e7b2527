#include "apps/likeness/admin/csv_reader.hpp"

#include <fmt/format.h>

namespace likeness::app {

char guess_csv_separator(ByteReader& in)
{
    constexpr std::size_t header_bytes = 4096;
    bool quoted = false;
    for (char const letter : in.ahead(header_bytes)) {
        if (letter == '"') quoted = !quoted;
        if (quoted) continue;
        if (letter == ',' || letter == ';' || letter == '\t') return letter;
        if (letter == '\n' || letter == '\r') break;
    }
    return ',';
}

CsvReader::CsvReader(ByteReader& in, char separator, std::size_t record_bytes_max)
    : in_(in)
    , separator_(separator)
    , record_bytes_max_(record_bytes_max)
{
}

std::optional<base::BasicResult<CsvRecord, CsvProblem>> CsvReader::next()
{
    skip_empty_lines();
    if (in_.peek() == ByteReader::end) return std::nullopt;

    CsvRecord record { .line = line_ };
    record_bytes_ = 0;
    auto const problem
        = [&](std::string reason) { return tl::unexpected(CsvProblem { record.line, std::move(reason) }); };
    for (;;) {
        switch (read_field(record.fields.emplace_back())) {
        case After::separator: continue;
        case After::line:
        case After::file: return record;
        case After::wrong_text: skip_line(); return problem("there is text behind a closing quote");
        case After::too_long:
            skip_line();
            return problem(
                fmt::format("the record has more than {} bytes; is a quote missing?", record_bytes_max_));
        case After::open_quote: return problem("a quote is never closed; all that follows it was not read");
        }
    }
}

int CsvReader::take()
{
    int const letter = in_.next();
    // CR LF counts once, at its LF.
    if (letter == '\n' || (letter == '\r' && in_.peek() != '\n')) ++line_;
    return letter;
}

bool CsvReader::put(std::string& field, int letter)
{
    field += static_cast<char>(letter);
    return ++record_bytes_ <= record_bytes_max_;
}

CsvReader::After CsvReader::read_field(std::string& field)
{
    // Separators count as well: a line of nothing but commas is bounded too.
    if (++record_bytes_ > record_bytes_max_) return After::too_long;
    return in_.peek() == '"' ? read_quoted(field) : read_plain(field);
}

CsvReader::After CsvReader::read_plain(std::string& field)
{
    while (in_.peek() != separator_ && in_.peek() != ByteReader::end && !at_line_end())
        if (!put(field, take())) return After::too_long;
    return end_of_field();
}

CsvReader::After CsvReader::read_quoted(std::string& field)
{
    take();
    for (;;) {
        int const letter = take();
        if (letter == ByteReader::end) return After::open_quote;
        if (letter == '"') {
            if (in_.peek() != '"') return end_of_field();
            take(); // Two quotes are one.
        }
        if (!put(field, letter)) return After::too_long;
    }
}

CsvReader::After CsvReader::end_of_field()
{
    if (in_.peek() == ByteReader::end) return After::file;
    if (at_line_end()) {
        take_line_end();
        return After::line;
    }
    if (in_.peek() != separator_) return After::wrong_text;
    take();
    return After::separator;
}

bool CsvReader::at_line_end()
{
    return in_.peek() == '\n' || in_.peek() == '\r';
}

void CsvReader::take_line_end()
{
    if (take() == '\r' && in_.peek() == '\n') take();
}

void CsvReader::skip_empty_lines()
{
    while (at_line_end()) take_line_end();
}

void CsvReader::skip_line()
{
    while (in_.peek() != ByteReader::end && !at_line_end()) take();
    skip_empty_lines();
}

}
