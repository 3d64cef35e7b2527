#include "apps/likeness/admin/people_reader.hpp"

#include "apps/likeness/admin/csv_people_reader.hpp"
#include "apps/likeness/admin/json_people_reader.hpp"
#include "base/ascii.hpp"

namespace likeness::app {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void skip_byte_order_mark(ByteReader& in)
{
    if (in.ahead(byte_order_mark.size()) != byte_order_mark) return;
    for (std::size_t i = 0; i < byte_order_mark.size(); ++i) in.next();
}

// The first letter that is not blank, as far as one buffer shows it.
char first_letter(ByteReader& in)
{
    constexpr std::size_t leading_bytes = 4096;
    for (char const letter : in.ahead(leading_bytes))
        if (!base::is_ascii_space(letter)) return letter;
    return '\0';
}

}

Result<std::unique_ptr<PeopleReader>> open_people_reader(ByteReader& in)
{
    skip_byte_order_mark(in);
    switch (first_letter(in)) {
    case '{': return make_json_people_reader(in);
    case '[':
        return fail(Code::invalid_request,
            "the file is one JSON array; what is read is a JSON object a line (`jq -c '.[]'` makes them)");
    case '\0': return fail(Code::invalid_request, "the file is empty, or no text");
    default: return make_csv_people_reader(in);
    }
}

}
