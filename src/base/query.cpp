#include "base/query.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"

namespace likeness::base {

namespace {

// The founding document prints "&amp;size=" both in its URL template and inside its C# string, so copies of
// it send the key "amp;size"; a copy that was escaped twice sends "amp;amp;size".
std::string_view without_amp(std::string_view key)
{
    constexpr std::string_view artefact = "amp;";
    while (starts_with_ignoring_ascii_case(key, artefact)) key.remove_prefix(artefact.size());
    return key;
}

}

std::optional<QueryField> next_query_field(std::string_view& query)
{
    if (query.empty()) return std::nullopt;
    auto const part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    auto const halves = split_once(part, '=').value_or(Halves { part, {} });
    auto const key = percent_decode(halves.before);
    return QueryField { std::string(without_amp(key)), halves.after };
}

}
