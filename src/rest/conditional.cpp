#include "rest/conditional.hpp"

#include "base/ascii.hpp"

namespace likeness::rest {

namespace {

// Takes one entity tag off the front of `list`; nullopt at its end. Inside quotes a comma is part of the tag.
std::optional<std::string_view> next_etag(std::string_view& list)
{
    while (!list.empty() && (base::is_ascii_space(list.front()) || list.front() == ','))
        list.remove_prefix(1);
    if (list.empty()) return std::nullopt;
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (list.starts_with('"')) {
        list.remove_prefix(1);
        auto const end = list.find('"');
        if (end == std::string_view::npos) return std::nullopt;
        auto const tag = list.substr(0, end);
        list.remove_prefix(end + 1);
        return tag;
    }
    auto const tag = list.substr(0, list.find(','));
    list.remove_prefix(tag.size());
    return base::trim(tag);
}

}

bool names_etag(std::string_view if_none_match, std::string_view etag)
{
    auto list = base::trim(if_none_match);
    if (list == "*") return true;
    while (auto const tag = next_etag(list))
        if (*tag == etag) return true;
    return false;
}

bool is_unchanged(Validators const& validators, std::string_view etag, base::Seconds changed_at)
{
    if (validators.if_none_match) return names_etag(*validators.if_none_match, etag);
    if (!validators.if_modified_since) return false;
    auto const since = base::parse_http_date(base::trim(*validators.if_modified_since));
    return since && changed_at <= *since;
}

}
