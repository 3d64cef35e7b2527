// CsvReader: the records of a CSV file, one after the other, with bounded memory.
// Source: RFC 4180; taken more loosely where programs write it so (bare LF or CR as line end, a semicolon or tab as
// separator, a quote in the middle of an unquoted field).
#pragma once

#include "apps/likeness/byte_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace likeness::app {

struct CsvRecord {
    std::size_t line = 0; ///< Where it begins, from 1. A quoted field may span several.
    std::vector<std::string> fields; ///< The bytes as they stand, unquoted; no encoding is checked.

    friend bool operator==(CsvRecord const&, CsvRecord const&) = default;
};

/// Why a record cannot be read. The next one is read from the next line on.
struct CsvProblem {
    std::size_t line = 0; ///< Where the record begins.
    std::string reason;

    friend bool operator==(CsvProblem const&, CsvProblem const&) = default;
};

/// The separator that the first line is written with: comma, semicolon or tab, whichever comes first outside
/// quotes; a comma when there is none. Takes nothing.
char guess_csv_separator(ByteReader& in);

class CsvReader {
public:
    /// `in` must outlive it.
    CsvReader(ByteReader& in, char separator, std::size_t record_bytes_max);

    /// nullopt at the end of the file. Empty lines are passed over.
    std::optional<base::BasicResult<CsvRecord, CsvProblem>> next();

private:
    enum class After { separator, line, file, wrong_text, open_quote, too_long };

    int take();
    bool put(std::string& field, int letter);
    After read_field(std::string& field);
    After read_plain(std::string& field);
    After read_quoted(std::string& field);
    After end_of_field();
    bool at_line_end();
    void take_line_end();
    void skip_empty_lines();
    void skip_line();

    ByteReader& in_;
    char separator_;
    std::size_t record_bytes_max_;
    std::size_t record_bytes_ = 0;
    std::size_t line_ = 1;
};

}
