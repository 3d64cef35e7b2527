#include "core/items/value_text.hpp"

#include "base/ascii.hpp"
#include "base/date_time.hpp"

#include <charconv>

namespace likeness {

namespace {

using Kind = SlotDescription::Kind;

std::optional<bool> truth_in(std::string_view text)
{
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::optional<std::int32_t> number_in(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int32_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

template <class Value> std::optional<SlotValue> as_value(std::optional<Value> const& value)
{
    return value ? std::optional<SlotValue>(*value) : std::nullopt;
}

std::string_view mapi_type_of(Kind kind)
{
    switch (kind) {
    case Kind::text:
    case Kind::body: return "String";
    case Kind::texts: return "StringArray";
    case Kind::binaries: return "BinaryArray";
    case Kind::date: return "SystemTime";
    case Kind::boolean: return "Boolean";
    case Kind::integer:
    case Kind::enumerated: return "Integer";
    case Kind::identifier:
    case Kind::complex: break;
    }
    return {};
}

struct SchemaText {
    SlotDescription const& row;

    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(Texts const&) const { return {}; }
    std::string operator()(base::Seconds time) const { return base::format_date_time(time); }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int32_t number) const
    {
        if (row.kind != Kind::enumerated) return std::to_string(number);
        // A number of a newer program has no name here.
        auto const index = static_cast<std::size_t>(number);
        return std::string(index < row.choices.size() ? row.choices[index] : row.choices.front());
    }
};

struct MapiTexts {
    Texts operator()(std::string const& text) const { return { text }; }
    Texts operator()(Texts const& texts) const { return texts; }
    Texts operator()(base::Seconds time) const { return { base::format_date_time(time) }; }
    Texts operator()(bool truth) const { return { truth ? "true" : "false" }; }
    Texts operator()(std::int32_t number) const { return { std::to_string(number) }; }
};

}

std::optional<SlotValue> value_from(SlotDescription const& row, std::string_view text)
{
    auto const trimmed = base::trim(text);
    switch (row.kind) {
    case Kind::text:
    case Kind::body: return SlotValue(std::string(text));
    case Kind::texts:
    case Kind::binaries: return SlotValue(Texts { std::string(text) });
    case Kind::date: return as_value(base::parse_date_time(trimmed));
    case Kind::boolean: return as_value(truth_in(trimmed));
    case Kind::integer: return as_value(number_in(trimmed));
    case Kind::enumerated: return as_value(choice_of(row, trimmed));
    case Kind::identifier:
    case Kind::complex: break;
    }
    return std::nullopt;
}

std::string text_from(SlotDescription const& row, SlotValue const& value)
{
    return std::visit(SchemaText { row }, value);
}

SlotDescription const* slot_for(ExtendedFieldPath const& path)
{
    auto const slot = slot_of(path);
    auto const* const row = slot ? describe(*slot) : nullptr;
    return row && mapi_type_of(row->kind) == path.type ? row : nullptr;
}

std::optional<SlotValue> value_from_mapi(SlotDescription const& row, Texts const& values)
{
    if (row.kind == Kind::texts || row.kind == Kind::binaries) return SlotValue(values);
    if (values.size() != 1) return std::nullopt;
    if (row.kind != Kind::enumerated) return value_from(row, values.front());
    auto const number = number_in(base::trim(values.front()));
    bool const is_known = number && *number >= 0 && static_cast<std::size_t>(*number) < row.choices.size();
    return is_known ? std::optional<SlotValue>(*number) : std::nullopt;
}

Texts texts_for_mapi(SlotValue const& value)
{
    return std::visit(MapiTexts {}, value);
}

}
