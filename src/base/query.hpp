// The query of a URL, field by field.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

struct QueryField {
    std::string key; ///< Decoded, and without the "amp;" that copies of an escaped URL have in front of it.
    std::string_view
        value; ///< As it stands in the query; percent_decode reads it. Empty where there is no "=".
};

/// Takes the first field off `query`, which is without its question mark; nullopt when none is left. Fields that are
/// empty are fields.
std::optional<QueryField> next_query_field(std::string_view& query);

}
