#include "rest/photo_request.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"
#include "base/query.hpp"

#include <optional>

namespace likeness::rest {

namespace {

struct PhotoQuery {
    std::optional<std::string> email;
    std::optional<std::string> size;
};

std::optional<std::string>* field_of(PhotoQuery& query, std::string_view name)
{
    if (base::equals_ignoring_ascii_case(name, "email")) return &query.email;
    if (base::equals_ignoring_ascii_case(name, "size")) return &query.size;
    return nullptr;
}

PhotoQuery split(std::string_view text)
{
    PhotoQuery query;
    while (auto const part = base::next_query_field(text)) {
        auto* const field = field_of(query, part->key);
        if (field && !*field) *field = base::percent_decode(part->value);
    }
    return query;
}

}

bool is_photo_path(std::string_view path)
{
    return base::equals_ignoring_ascii_case(path, photo_path);
}

Result<GetUserPhoto> read_photo_query(std::string_view text)
{
    auto const query = split(text);
    auto email = EmailAddress::parse(query.email.value_or(""));
    if (!email) return tl::unexpected(email.error());
    auto const size = query.size ? base::trim(*query.size) : std::string_view();
    if (size.empty()) return GetUserPhoto { .email = std::move(*email), .size = PhotoSize::hr648x648 };
    return parse_photo_size(size).map(
        [&](PhotoSize code) { return GetUserPhoto { .email = std::move(*email), .size = code }; });
}

std::string write_photo_query(GetUserPhoto const& request)
{
    return "email=" + base::percent_encode(request.email.text(), "@")
        + "&size=" + std::string(code_of(request.size));
}

}
