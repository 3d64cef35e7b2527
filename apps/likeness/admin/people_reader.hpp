// PeopleReader: the people in an import file, CSV with a header row or JSON lines. docs/importing.md describes both.
#pragma once

#include "apps/likeness/admin/person_change.hpp"
#include "apps/likeness/byte_reader.hpp"

#include <memory>
#include <optional>

namespace likeness::app {

/// A line of CSV (a quoted field may make it several) or of JSON is no longer than this.
inline constexpr std::size_t import_record_bytes_max = 1u << 20; // Room for the members of a large group.

struct ImportedPerson {
    std::size_t line = 0; ///< Where it stands in the file, from 1.
    std::string email;
    PersonChange change;
};

struct RefusedLine {
    std::size_t line = 0;
    std::string reason;
};

class PeopleReader {
public:
    virtual ~PeopleReader() = default;

    /// nullopt at the end of the file.
    virtual std::optional<base::BasicResult<ImportedPerson, RefusedLine>> next() = 0;
};

/// Tells the two kinds apart by the first letter; a byte order mark before it is passed over. `in` must outlive it.
/// Errors: invalid_request when the header row has no `email`, an unknown or a repeated column, and when the
/// file is neither kind.
Result<std::unique_ptr<PeopleReader>> open_people_reader(ByteReader& in);

}
