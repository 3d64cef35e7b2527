#include "service/folder_match.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace likeness::service {

namespace {

using Relation = Comparison::Relation;
using Mode = Containment::Mode;
using Ignoring = Containment::Ignoring;

// Nothing of a folder is as long as this, so that what stands behind it in a constant makes no difference.
constexpr std::size_t compared_bytes_max = 2048;

struct Text {
    std::string text;
    bool exact = false; ///< An id: case matters.
};
using Value = std::variant<std::monostate, Text, int>;

Value value_of(std::optional<std::string> const& text)
{
    return text ? Value(Text { *text }) : Value();
}

Value value_of(std::optional<int> number)
{
    return number ? Value(*number) : Value();
}

Value property(Folder const& folder, FieldPath const& path)
{
    if (path.uri == "folder:FolderId") return Text { folder.id.id, true };
    if (path.uri == "folder:ParentFolderId")
        return folder.parent ? Value(Text { folder.parent->id, true }) : Value();
    if (path.uri == "folder:FolderClass") return value_of(folder.folder_class);
    if (path.uri == "folder:DisplayName") return value_of(folder.display_name);
    if (path.uri == "folder:TotalCount") return value_of(folder.total_count);
    if (path.uri == "folder:ChildFolderCount") return value_of(folder.child_folder_count);
    if (path.uri == "folder:UnreadCount") return value_of(folder.unread_count);
    return {};
}

Value property(Folder const&, IndexedFieldPath const&)
{
    return {};
}

// DavMail looks for calendars and for contacts by MAPI's names of the class and of the name.
Value property(Folder const& folder, ExtendedFieldPath const& path)
{
    if (!path.tag) return {};
    if (base::equals_ignoring_ascii_case(*path.tag, "0x3613")) return value_of(folder.folder_class);
    if (base::equals_ignoring_ascii_case(*path.tag, "0x3001")) return value_of(folder.display_name);
    return {};
}

Value property_of(Folder const& folder, PropertyPath const& path)
{
    return std::visit([&](auto const& known) { return property(folder, known); }, path);
}

// The other side of a comparison, as a value of the same type as `like`.
Value constant(std::string const& text, Value const& like)
{
    if (!std::holds_alternative<int>(like)) return Text { text.substr(0, compared_bytes_max) };
    auto const digits = base::trim(text);
    int number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() ? Value(number) : Value();
}

bool holds(Relation relation, std::strong_ordering order)
{
    switch (relation) {
    case Relation::equal: return order == 0;
    case Relation::not_equal: return order != 0;
    case Relation::greater: return order > 0;
    case Relation::greater_or_equal: return order >= 0;
    case Relation::less: return order < 0;
    case Relation::less_or_equal: return order <= 0;
    }
    return false;
}

std::strong_ordering order_of(Text const& left, Text const& right)
{
    if (left.exact || right.exact) return left.text <=> right.text;
    return base::fold_case(left.text) <=> base::fold_case(right.text);
}

bool compare(Relation relation, Value const& left, Value const& right)
{
    if (auto const* const text = std::get_if<Text>(&left))
        if (auto const* const other = std::get_if<Text>(&right))
            return holds(relation, order_of(*text, *other));
    if (auto const* const number = std::get_if<int>(&left))
        if (auto const* const other = std::get_if<int>(&right)) return holds(relation, *number <=> *other);
    return relation == Relation::not_equal;
}

std::string folded(std::string_view text, Ignoring ignoring)
{
    switch (ignoring) {
    case Ignoring::nothing: break;
    case Ignoring::letter_case: return base::fold_case(text);
    case Ignoring::
        accents: // There is no folding that keeps case and drops accents; the wider one is found more.
    case Ignoring::letter_case_and_accents: return base::fold_name(text);
    }
    return std::string(text);
}

bool is_word_letter(char letter)
{
    return letter != ' ' && letter != '\t' && letter != '-' && letter != '.' && letter != ',';
}

// Whether `part` stands in `text` where a word begins, and with `whole` also where one ends.
bool has_words(std::string_view text, std::string_view part, bool whole)
{
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        auto const end = at + part.size();
        bool const begins = at == 0 || !is_word_letter(text[at - 1]);
        bool const ends = end == text.size() || !is_word_letter(text[end]);
        if (begins && (ends || !whole)) return true;
    }
    return false;
}

bool contains(std::string_view text, std::string_view part, Mode mode)
{
    switch (mode) {
    case Mode::full_string: return text == part;
    case Mode::prefixed: return text.starts_with(part);
    case Mode::substring: return text.find(part) != std::string_view::npos;
    case Mode::prefix_on_words: return has_words(text, part, false);
    case Mode::exact_phrase: return has_words(text, part, true);
    }
    return false;
}

struct Matcher {
    Folder const& folder;

    bool operator()(Combination const& combination) const
    {
        auto const holds_for = [&](Restriction const& part) { return std::visit(*this, part.is); };
        switch (combination.how) {
        case Combination::How::all: return std::ranges::all_of(combination.parts, holds_for);
        case Combination::How::any: return std::ranges::any_of(combination.parts, holds_for);
        case Combination::How::none: return std::ranges::none_of(combination.parts, holds_for);
        }
        return false;
    }
    bool operator()(Comparison const& comparison) const
    {
        auto const left = property_of(folder, comparison.path);
        if (auto const* const path = std::get_if<PropertyPath>(&comparison.other))
            return compare(comparison.relation, left, property_of(folder, *path));
        return compare(comparison.relation, left, constant(std::get<std::string>(comparison.other), left));
    }
    bool operator()(Containment const& containment) const
    {
        auto const value = property_of(folder, containment.path);
        auto const* const text = std::get_if<Text>(&value);
        if (!text) return false;
        auto const part = std::string_view(containment.constant).substr(0, compared_bytes_max);
        return contains(
            folded(text->text, containment.ignoring), folded(part, containment.ignoring), containment.mode);
    }
    bool operator()(Existence const& existence) const
    {
        return !std::holds_alternative<std::monostate>(property_of(folder, existence.path));
    }
    bool operator()(BitsExcluded const& excluded) const
    {
        auto const value = property_of(folder, excluded.path);
        auto const* const number = std::get_if<int>(&value);
        return number && (static_cast<std::uint32_t>(*number) & excluded.bits) == 0;
    }
};

}

bool matches(Folder const& folder, Restriction const& restriction)
{
    return std::visit(Matcher { folder }, restriction.is);
}

}
