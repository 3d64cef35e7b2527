#include "apps/likeness/admin/csv_people_reader.hpp"

#include "apps/likeness/admin/csv_reader.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/recipient_kind.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace likeness::app {

namespace {

using Complaint = std::optional<std::string>;

struct Column {
    std::string name;
    Complaint (*read)(std::string&& cell, ImportedPerson& into);
};

template <std::size_t field> Complaint read_field(std::string&& cell, ImportedPerson& into)
{
    into.change.fields[field] = std::move(cell);
    return std::nullopt;
}

Complaint read_email(std::string&& cell, ImportedPerson& into)
{
    into.email = std::move(cell);
    return std::nullopt;
}

Complaint read_address(std::string&& cell, ImportedPerson& into)
{
    into.change.other_addresses = split_addresses(cell);
    return std::nullopt;
}

// An empty cell leaves the thumbnail alone: there is no picture to read.
Complaint read_thumbnail_name(std::string&& cell, ImportedPerson& into)
{
    if (!cell.empty()) into.change.thumbnail = std::move(cell);
    return std::nullopt;
}

Complaint read_hidden(std::string&& cell, ImportedPerson& into)
{
    into.change.visibility = visibility_of(cell);
    if (!into.change.visibility) return "hidden must be true or false";
    return std::nullopt;
}

Complaint read_kind(std::string&& cell, ImportedPerson& into)
{
    into.change.kind = kind_of(cell);
    if (!into.change.kind) return std::string(kind_complaint);
    return std::nullopt;
}

Complaint read_proxies(std::string&& cell, ImportedPerson& into)
{
    into.change.other_proxies = split_addresses(cell);
    return std::nullopt;
}

Complaint read_manager(std::string&& cell, ImportedPerson& into)
{
    into.change.manager = std::move(cell);
    return std::nullopt;
}

Complaint read_members(std::string&& cell, ImportedPerson& into)
{
    into.change.members = split_addresses(cell);
    return std::nullopt;
}

// Written by `person list`, of no use here: the address says who it is, and whoever is imported is ours.
Complaint pass_over(std::string&&, ImportedPerson&)
{
    return std::nullopt;
}

template <std::size_t... field> std::vector<Column> make_columns(std::index_sequence<field...>)
{
    return { { "email", read_email }, { std::string(person_fields[field].name), read_field<field> }...,
        { "address", read_address }, { "addresses", read_address }, { "thumbnail", read_thumbnail_name },
        { "hidden", read_hidden }, { "kind", read_kind }, { "proxies", read_proxies },
        { "manager", read_manager }, { "members", read_members }, { "id", pass_over },
        { "source", pass_over } };
}

std::vector<Column> const& known_columns()
{
    static auto const columns = make_columns(std::make_index_sequence<person_fields.size()>());
    return columns;
}

std::string known_names()
{
    std::vector<std::string_view> names;
    for (auto const& column : known_columns()) names.push_back(column.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

Result<std::vector<Column>> read_header(CsvRecord const& header)
{
    std::vector<Column> columns;
    for (auto const& cell : header.fields) {
        auto const name = base::ascii_lowered(base::trim(cell));
        auto const known = std::ranges::find(known_columns(), name, &Column::name);
        if (known == known_columns().end())
            return fail(Code::invalid_request,
                fmt::format(
                    "the header row has an unknown column `{}`; the columns are {}", name, known_names()));
        if (std::ranges::find(columns, name, &Column::name) != columns.end())
            return fail(Code::invalid_request, fmt::format("the header row has the column `{}` twice", name));
        columns.push_back(*known);
    }
    if (std::ranges::find(columns, "email", &Column::name) == columns.end())
        return fail(Code::invalid_request, "the header row has no column `email`");
    return columns;
}

class CsvPeopleReader final : public PeopleReader {
public:
    CsvPeopleReader(CsvReader records, std::vector<Column> columns)
        : records_(std::move(records))
        , columns_(std::move(columns))
    {
    }

    std::optional<base::BasicResult<ImportedPerson, RefusedLine>> next() override
    {
        auto record = records_.next();
        if (!record) return std::nullopt;
        if (!*record)
            return tl::unexpected(RefusedLine { record->error().line, std::move(record->error().reason) });
        return read(std::move(**record));
    }

private:
    base::BasicResult<ImportedPerson, RefusedLine> read(CsvRecord&& record)
    {
        auto const refused = [&](std::string reason) {
            return tl::unexpected(RefusedLine { record.line, std::move(reason) });
        };
        if (record.fields.size() != columns_.size())
            return refused(
                fmt::format("it has {} fields, the header row {}", record.fields.size(), columns_.size()));

        ImportedPerson person { .line = record.line, .email = {}, .change = {} };
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            auto& cell = record.fields[i];
            if (!base::is_utf8(cell))
                return refused(fmt::format("{} is not UTF-8; export the file as UTF-8", columns_[i].name));
            if (auto complaint = columns_[i].read(std::string(base::trim(cell)), person))
                return refused(std::move(*complaint));
        }
        return person;
    }

    CsvReader records_;
    std::vector<Column> columns_;
};

}

Result<std::unique_ptr<PeopleReader>> make_csv_people_reader(ByteReader& in)
{
    CsvReader records(in, guess_csv_separator(in), import_record_bytes_max);
    auto const header = records.next();
    if (!header) return fail(Code::invalid_request, "the file has no header row");
    if (!*header)
        return fail(Code::invalid_request, "the header row cannot be read: " + header->error().reason);
    auto columns = read_header(**header);
    if (!columns) return tl::unexpected(columns.error());
    return std::make_unique<CsvPeopleReader>(std::move(records), std::move(*columns));
}

std::optional<Visibility> visibility_of(std::string_view hidden)
{
    auto const says = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::any_of(
            words, [&](auto word) { return base::equals_ignoring_ascii_case(hidden, word); });
    };
    if (says({ "true", "yes", "1" })) return Visibility::hidden;
    if (says({ "false", "no", "0", "" })) return Visibility::visible;
    return std::nullopt;
}

std::optional<RecipientKind> kind_of(std::string_view kind)
{
    return kind.empty() ? RecipientKind::mailbox : recipient_kind_from(base::ascii_lowered(kind));
}

std::vector<std::string> split_addresses(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const halves = base::split_once(text, ';').value_or(base::Halves { text, {} });
        if (auto const part = base::trim(halves.before); !part.empty()) parts.emplace_back(part);
        text = halves.after;
    }
    return parts;
}

}
