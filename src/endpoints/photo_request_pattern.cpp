#include "endpoints/photo_request_pattern.hpp"

#include <algorithm>

namespace likeness::endpoints {

namespace {

constexpr std::size_t pattern_bytes_max = 2048; // Clients write some 700 to 1,100.

// Text that reads the same in every charset that has ASCII, and in which no markup begins.
bool is_plain(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return letter > ' ' && letter < '\x7F' && letter != '<' && letter != '>' && letter != '&';
    });
}

// Where an element's text stands in `bytes`, between two tags and all by itself.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<Span> span_of(std::string_view text, std::string_view bytes)
{
    auto const less = std::less<char const*>();
    auto const* const last = bytes.data() + bytes.size();
    bool const stands_there = !less(text.data(), bytes.data() + 1) && less(text.data() + text.size(), last);
    if (!stands_there || !is_plain(text)) return std::nullopt;
    auto const begin = static_cast<std::size_t>(text.data() - bytes.data());
    Span const span { begin, begin + text.size() };
    if (bytes[span.begin - 1] != '>' || bytes[span.end] != '<') return std::nullopt;
    return span;
}

// Takes the text up to the next tag off `rest`; nullopt where it is not plain.
std::optional<std::string_view> take_text(std::string_view& rest)
{
    auto const text = rest.substr(0, rest.find('<'));
    if (!is_plain(text)) return std::nullopt;
    rest.remove_prefix(text.size());
    return text;
}

bool take(std::string_view& rest, std::string_view wanted)
{
    if (!rest.starts_with(wanted)) return false;
    rest.remove_prefix(wanted.size());
    return true;
}

}

std::optional<PhotoRequestPattern> PhotoRequestPattern::of(
    std::string_view bytes, ews::Request const& request)
{
    if (!known_photo_request(request)) return std::nullopt;
    auto const email = span_of(request.operation->child(ews::messages, "Email")->text, bytes);
    auto const size = span_of(request.operation->child(ews::messages, "SizeRequested")->text, bytes);
    if (!email || !size) return std::nullopt;

    PhotoRequestPattern pattern;
    pattern.size_comes_first_ = size->begin < email->begin;
    auto const& first = pattern.size_comes_first_ ? *size : *email;
    auto const& second = pattern.size_comes_first_ ? *email : *size;
    pattern.before_ = bytes.substr(0, first.begin);
    pattern.between_ = bytes.substr(first.end, second.begin - first.end);
    pattern.behind_ = bytes.substr(second.end);
    pattern.spellings_ = request.spellings;
    return pattern;
}

std::optional<KnownPhotoRequest> PhotoRequestPattern::match(std::string_view bytes) const
{
    auto rest = bytes;
    if (!take(rest, before_)) return std::nullopt;
    auto const first = take_text(rest);
    if (!first || !take(rest, between_)) return std::nullopt;
    auto const second = take_text(rest);
    if (!second || rest != behind_) return std::nullopt;

    auto address = EmailAddress::parse(size_comes_first_ ? *second : *first);
    auto const size = parse_photo_size(size_comes_first_ ? *first : *second);
    if (!address || !size) return std::nullopt;
    return KnownPhotoRequest { { std::move(*address), *size }, spellings_ };
}

std::optional<KnownPhotoRequest> PhotoRequestPatterns::match(std::string_view bytes)
{
    for (auto& slot : slots_) {
        if (!slot.pattern) continue;
        auto known = slot.pattern->match(bytes);
        if (!known) continue;
        slot.used = ++now_;
        return known;
    }
    return std::nullopt;
}

void PhotoRequestPatterns::learn(std::string_view bytes, ews::Request const& request)
{
    if (bytes.size() > pattern_bytes_max) return;
    auto pattern = PhotoRequestPattern::of(bytes, request);
    if (!pattern) return;
    auto& slot = *std::ranges::min_element(slots_, {}, &Slot::used);
    slot = { std::move(pattern), ++now_ };
}

}
