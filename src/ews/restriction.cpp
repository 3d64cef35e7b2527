#include "ews/restriction.hpp"

#include "core/limits.hpp"
#include "ews/property_path.hpp"

#include <charconv>

namespace likeness::ews {

namespace {

using How = Combination::How;
using Relation = Comparison::Relation;
using Mode = Containment::Mode;
using Ignoring = Containment::Ignoring;

template <class Value> using Names = std::pair<std::string_view, Value>;

constexpr std::array<Names<How>, 3> combinations { { { "t:And", How::all }, { "t:Or", How::any },
    { "t:Not", How::none } } };

constexpr std::array<Names<Relation>, 6> relations { {
    { "t:IsEqualTo", Relation::equal },
    { "t:IsNotEqualTo", Relation::not_equal },
    { "t:IsGreaterThan", Relation::greater },
    { "t:IsGreaterThanOrEqualTo", Relation::greater_or_equal },
    { "t:IsLessThan", Relation::less },
    { "t:IsLessThanOrEqualTo", Relation::less_or_equal },
} };

constexpr std::array<Names<Mode>, 5> modes { {
    { "FullString", Mode::full_string },
    { "Prefixed", Mode::prefixed },
    { "Substring", Mode::substring },
    { "PrefixOnWords", Mode::prefix_on_words },
    { "ExactPhrase", Mode::exact_phrase },
} };

// The first name of a value is the one that is written.
constexpr std::array<Names<Ignoring>, 8> comparisons { {
    { "Exact", Ignoring::nothing },
    { "IgnoreCase", Ignoring::letter_case },
    { "IgnoreNonSpacingCharacters", Ignoring::accents },
    { "IgnoreCaseAndNonSpacingCharacters", Ignoring::letter_case_and_accents },
    { "Loose", Ignoring::letter_case },
    { "LooseAndIgnoreCase", Ignoring::letter_case },
    { "LooseAndIgnoreNonSpace", Ignoring::letter_case_and_accents },
    { "LooseAndIgnoreCaseAndIgnoreNonSpace", Ignoring::letter_case_and_accents },
} };

constexpr std::size_t prefix_bytes = 2; // "t:".

// The value of the element's name in such a table; nullopt: it has another one.
template <class Value, std::size_t size>
std::optional<Value> value_of(xml::Element const& element, std::array<Names<Value>, size> const& names)
{
    for (auto const& [name, value] : names)
        if (element.is(types, name.substr(prefix_bytes))) return value;
    return std::nullopt;
}

// The expression's own path: its first one. Refused: it has none.
Readable<PropertyPath> path_of(xml::Element const& expression)
{
    for (auto const& child : expression.children())
        if (is_property_path(child)) return read_property_path(child);
    return refuse_form(expression.at, "'" + std::string(expression.name) + "' lacks a path to a property.");
}

// As it is: blanks may be what is looked for.
Readable<std::string> constant_of(xml::Element const& parent)
{
    auto const constant = required_child(parent, types, "Constant");
    if (!constant) return tl::unexpected(constant.error());
    auto const value = (*constant)->attribute("Value");
    if (!value) return tl::unexpected(required_attribute(**constant, "Value").error());
    return std::string(*value);
}

// `left` counts down the expressions that may still come.
Readable<Restriction> read_expression(xml::Element const& element, std::size_t& left);

Readable<Restriction> read_combination(xml::Element const& element, How how, std::size_t& left)
{
    Combination combination { .how = how, .parts = {} };
    for (auto const& child : element.children()) {
        auto part = read_expression(child, left);
        if (!part) return part;
        combination.parts.push_back(std::move(*part));
    }
    auto const count = combination.parts.size();
    if (count == 0 || (how == How::none && count > 1))
        return refuse_form(element.at, "'" + std::string(element.name) + "' has a wrong number of parts.");
    return Restriction { std::move(combination) };
}

Readable<Restriction> read_comparison(xml::Element const& element, Relation relation)
{
    auto path = path_of(element);
    if (!path) return tl::unexpected(path.error());
    auto const other = required_child(element, types, "FieldURIOrConstant");
    if (!other) return tl::unexpected(other.error());
    Comparison comparison { .relation = relation, .path = std::move(*path), .other = {} };
    if (auto const* const first = (*other)->first_child; first && is_property_path(*first)) {
        auto other_path = read_property_path(*first);
        if (!other_path) return tl::unexpected(other_path.error());
        comparison.other = std::move(*other_path);
    } else {
        auto constant = constant_of(**other);
        if (!constant) return tl::unexpected(constant.error());
        comparison.other = std::move(*constant);
    }
    return Restriction { std::move(comparison) };
}

// The value of an attribute that may be missing.
template <class Value, std::size_t size>
Readable<Value> optional_attribute(xml::Element const& element, std::string_view name,
    std::array<Names<Value>, size> const& names, Value otherwise)
{
    if (!element.attribute(name)) return otherwise;
    return enumerated(element, *required_attribute(element, name), names);
}

Readable<Restriction> read_containment(xml::Element const& element)
{
    auto path = path_of(element);
    if (!path) return tl::unexpected(path.error());
    auto constant = constant_of(element);
    if (!constant) return tl::unexpected(constant.error());
    auto const mode = optional_attribute(element, "ContainmentMode", modes, Mode::full_string);
    if (!mode) return tl::unexpected(mode.error());
    auto const ignoring
        = optional_attribute(element, "ContainmentComparison", comparisons, Ignoring::nothing);
    if (!ignoring) return tl::unexpected(ignoring.error());
    return Restriction { Containment { *mode, *ignoring, std::move(*path), std::move(*constant) } };
}

Readable<Restriction> read_existence(xml::Element const& element)
{
    auto path = path_of(element);
    if (!path) return tl::unexpected(path.error());
    return Restriction { Existence { std::move(*path) } };
}

// "0x10", "16"; the schema lets the digits be missing.
std::optional<std::uint32_t> bits_from(std::string_view text)
{
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    std::uint32_t bits = 0;
    if (text.empty()) return bits;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return bits;
}

Readable<Restriction> read_exclusion(xml::Element const& element)
{
    auto path = path_of(element);
    if (!path) return tl::unexpected(path.error());
    auto const mask = required_child(element, types, "Bitmask");
    if (!mask) return tl::unexpected(mask.error());
    auto const value = required_attribute(**mask, "Value");
    if (!value) return tl::unexpected(value.error());
    auto const bits = bits_from(*value);
    if (!bits) return refuse_form((*mask)->at, "'Bitmask' is to be a number.");
    return Restriction { BitsExcluded { std::move(*path), *bits } };
}

Readable<Restriction> read_expression(xml::Element const& element, std::size_t& left)
{
    if (left-- == 0) return refuse(Code::invalid_request);
    if (auto const how = value_of(element, combinations)) return read_combination(element, *how, left);
    if (auto const relation = value_of(element, relations)) return read_comparison(element, *relation);
    if (element.is(types, "Contains")) return read_containment(element);
    if (element.is(types, "Exists")) return read_existence(element);
    if (element.is(types, "Excludes")) return read_exclusion(element);
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no search expression.");
}

struct ExpressionWriter {
    xml::Writer& writer;

    void operator()(Combination const& combination) const
    {
        writer.open(name_in(combinations, combination.how));
        for (auto const& part : combination.parts) std::visit(*this, part.is);
        writer.close();
    }
    void operator()(Comparison const& comparison) const
    {
        writer.open(name_in(relations, comparison.relation));
        write_property_path(writer, comparison.path);
        writer.open("t:FieldURIOrConstant");
        if (auto const* const path = std::get_if<PropertyPath>(&comparison.other))
            write_property_path(writer, *path);
        else
            write_constant(std::get<std::string>(comparison.other));
        writer.close().close();
    }
    void operator()(Containment const& containment) const
    {
        writer.open("t:Contains")
            .attribute("ContainmentMode", name_in(modes, containment.mode))
            .attribute("ContainmentComparison", name_in(comparisons, containment.ignoring));
        write_property_path(writer, containment.path);
        write_constant(containment.constant);
        writer.close();
    }
    void operator()(Existence const& existence) const
    {
        writer.open("t:Exists");
        write_property_path(writer, existence.path);
        writer.close();
    }
    void operator()(BitsExcluded const& excluded) const
    {
        writer.open("t:Excludes");
        write_property_path(writer, excluded.path);
        writer.open("t:Bitmask").attribute("Value", std::to_string(excluded.bits)).close();
        writer.close();
    }

    void write_constant(std::string_view value) const
    {
        writer.open("t:Constant").attribute("Value", value).close();
    }
};

}

Readable<Restriction> read_restriction(xml::Element const& element)
{
    auto const* const expression = element.first_child;
    if (!expression || expression->next)
        return refuse_form(
            element.at, "'" + std::string(element.name) + "' holds exactly one search expression.");
    auto left = limits::search_expressions_max;
    return read_expression(*expression, left);
}

void write_restriction(xml::Writer& writer, Restriction const& restriction)
{
    writer.open("m:Restriction");
    std::visit(ExpressionWriter { writer }, restriction.is);
    writer.close();
}

}
