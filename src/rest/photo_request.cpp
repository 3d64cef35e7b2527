#include "rest/photo_request.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"

#include <optional>

namespace likeness::rest {

namespace {

struct PhotoQuery {
    std::optional<std::string> email;
    std::optional<std::string> size;
};

// The founding document prints "&amp;size=" both in its URL template and inside its C# string, so copies of
// it send the key "amp;size"; a copy that was escaped twice sends "amp;amp;size".
std::string_view without_amp(std::string_view key)
{
    constexpr std::string_view artefact = "amp;";
    while (base::starts_with_ignoring_ascii_case(key, artefact)) key.remove_prefix(artefact.size());
    return key;
}

std::optional<std::string>* field_of(PhotoQuery& query, std::string_view name)
{
    if (base::equals_ignoring_ascii_case(name, "email")) return &query.email;
    if (base::equals_ignoring_ascii_case(name, "size")) return &query.size;
    return nullptr;
}

void take(PhotoQuery& query, std::string_view part)
{
    auto const halves = base::split_once(part, '=').value_or(base::Halves { part, {} });
    auto const key = base::percent_decode(halves.before);
    auto* const field = field_of(query, without_amp(key));
    if (field && !*field) *field = base::percent_decode(halves.after);
}

PhotoQuery split(std::string_view text)
{
    PhotoQuery query;
    while (!text.empty()) {
        auto const part = text.substr(0, text.find('&'));
        take(query, part);
        text.remove_prefix(std::min(text.size(), part.size() + 1));
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
