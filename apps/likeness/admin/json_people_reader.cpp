#include "apps/likeness/admin/json_people_reader.hpp"

#include "apps/likeness/admin/csv_people_reader.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

using Json = nlohmann::json;
using Complaint = std::optional<std::string>;

// null clears, as an empty text does.
std::optional<std::string> text_of(Json const& value)
{
    if (value.is_null()) return std::string();
    if (!value.is_string()) return std::nullopt;
    return std::string(base::trim(value.get_ref<std::string const&>()));
}

Complaint read_text(std::string_view key, Json const& value, std::string& into)
{
    auto text = text_of(value);
    if (!text) return fmt::format("{} must be a text", key);
    into = std::move(*text);
    return std::nullopt;
}

Complaint read_list(std::string_view key, Json const& value, std::optional<std::vector<std::string>>& into)
{
    if (auto const text = text_of(value)) {
        into = split_addresses(*text);
        return std::nullopt;
    }
    if (!value.is_array() || !std::ranges::all_of(value, [](Json const& part) { return part.is_string(); }))
        return fmt::format("{} must be an array of texts", key);
    into = value.get<std::vector<std::string>>();
    return std::nullopt;
}

Complaint read_hidden(Json const& value, PersonChange& into)
{
    if (value.is_boolean())
        into.visibility = value.get<bool>() ? Visibility::hidden : Visibility::visible;
    else if (auto const text = text_of(value))
        into.visibility = visibility_of(*text);
    if (!into.visibility) return "hidden must be true or false";
    return std::nullopt;
}

Complaint read_kind(Json const& value, PersonChange& into)
{
    if (auto const text = text_of(value)) into.kind = kind_of(*text);
    if (!into.kind) return std::string(kind_complaint);
    return std::nullopt;
}

Complaint read_thumbnail_name(Json const& value, PersonChange& into)
{
    auto text = text_of(value);
    if (!text) return "thumbnail must be the name of a file";
    if (!text->empty()) into.thumbnail = std::move(*text);
    return std::nullopt;
}

Complaint read_entry(std::string const& key, Json const& value, ImportedPerson& into)
{
    if (key == "email") return read_text(key, value, into.email);
    if (key == "address" || key == "addresses") return read_list(key, value, into.change.other_addresses);
    if (key == "proxies") return read_list(key, value, into.change.other_proxies);
    if (key == "members") return read_list(key, value, into.change.members);
    if (key == "manager") return read_text(key, value, into.change.manager.emplace());
    if (key == "kind") return read_kind(value, into.change);
    if (key == "hidden") return read_hidden(value, into.change);
    if (key == "thumbnail") return read_thumbnail_name(value, into.change);
    // Written by `person list`; the address says who it is, and whoever is imported is ours.
    if (key == "id" || key == "source") return std::nullopt;
    auto const field = std::ranges::find(person_fields, key, &PersonField::name);
    if (field == person_fields.end()) return fmt::format("`{}` is an unknown key", key);
    return read_text(key, value, into.change.fields[field - person_fields.begin()].emplace());
}

class JsonPeopleReader final : public PeopleReader {
public:
    explicit JsonPeopleReader(ByteReader& in)
        : in_(in)
    {
    }

    std::optional<base::BasicResult<ImportedPerson, RefusedLine>> next() override
    {
        while (in_.peek() != ByteReader::end) {
            ++line_;
            auto const fits = read_line();
            if (fits && base::trim(text_).empty()) continue;
            ImportedPerson person { .line = line_, .email = {}, .change = {} };
            auto complaint = fits
                ? read(person)
                : Complaint(fmt::format("it has more than {} bytes", import_record_bytes_max));
            if (complaint) return tl::unexpected(RefusedLine { line_, std::move(*complaint) });
            return person;
        }
        return std::nullopt;
    }

private:
    // Whether the line is within the limit; one that is not is taken all the same.
    bool read_line()
    {
        text_.clear();
        bool fits = true;
        for (int letter = in_.next(); letter != ByteReader::end && letter != '\n'; letter = in_.next()) {
            fits = fits && text_.size() < import_record_bytes_max;
            if (fits) text_ += static_cast<char>(letter);
        }
        return fits;
    }

    Complaint read(ImportedPerson& into) const
    {
        if (!base::is_utf8(text_)) return "it is not UTF-8";
        auto const json = Json::parse(text_, nullptr, false);
        if (!json.is_object()) return "it is no JSON object";
        for (auto const& [key, value] : json.items())
            if (auto complaint = read_entry(key, value, into)) return complaint;
        return std::nullopt;
    }

    ByteReader& in_;
    std::string text_;
    std::size_t line_ = 0;
};

}

std::unique_ptr<PeopleReader> make_json_people_reader(ByteReader& in)
{
    return std::make_unique<JsonPeopleReader>(in);
}

}
